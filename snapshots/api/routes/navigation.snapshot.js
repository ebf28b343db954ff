// #region Re-exports
export { forbidden, notFound, permanentRedirect, redirect, RedirectType, unauthorized, unstable_rethrow, } from './request/interrupt.js';
// #endregion