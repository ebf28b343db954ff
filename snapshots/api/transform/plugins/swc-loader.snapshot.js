// #region Default Export
export default loader;
// #endregion