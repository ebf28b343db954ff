// #region Functions
export function tickOf(_) {}
export function timeline(_) {}
// #endregion

// #region Variables
export var noTick /* const */
// #endregion