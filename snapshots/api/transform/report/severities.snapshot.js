// #region Functions
export function bySeverity(_, _) {}
// #endregion

// #region Variables
export var severities /* const */
// #endregion