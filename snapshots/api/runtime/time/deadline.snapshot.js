// #region Functions
export function deadlineOf(_, _, _) {}
// #endregion

// #region Variables
export var noDeadline /* const */
// #endregion