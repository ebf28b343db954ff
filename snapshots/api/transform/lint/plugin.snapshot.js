// #region Variables
export var plugin /* const */
// #endregion