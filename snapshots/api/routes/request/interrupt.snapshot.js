// #region Classes
export class Interrupt extends Error {
  name
  digest
  status
  location
  constructor(_, _, _, _) {}
}
// #endregion

// #region Functions
export function forbidden() {}
export function notFound() {}
export function permanentRedirect(_, _) {}
export function redirect(_, _) {}
export function unauthorized() {}
export function unstable_rethrow(_) {}
// #endregion

// #region Variables
export var RedirectType /* const */
// #endregion