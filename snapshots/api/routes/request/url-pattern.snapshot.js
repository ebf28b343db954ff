// #region Variables
export var URLPattern /* const */
// #endregion