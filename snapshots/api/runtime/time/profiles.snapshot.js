// #region Functions
export function least(_, _) {}
export function profilesOf(_) {}
export function resolveLife(_, _, _) {}
// #endregion

// #region Variables
export var never /* const */
// #endregion