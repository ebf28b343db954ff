// #region Functions
export function isWorthReading(_, _) {}
export function resemblesDirective(_) {}
// #endregion

// #region Variables
export var routeFile /* const */
export var worthReading /* const */
// #endregion