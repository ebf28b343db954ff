// #region Functions
export function allowOf(_) {}
export function handlerOf(_, _) {}
export function isKnownMethod(_) {}
// #endregion

// #region Variables
export var routeMethods /* const */
// #endregion