// #region Functions
export function createRoutes(_, _) {}
// #endregion

// #region Variables
export var ready /* const */
// #endregion