// #region Functions
export function resolveOptions(_) {}
// #endregion

// #region Variables
export var kindName /* const */
export var parsers /* const */
// #endregion