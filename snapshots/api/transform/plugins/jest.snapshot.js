// #region Functions
export function createTransformer(_) {}
// #endregion

// #region Default Export
export default transformer;
// #endregion