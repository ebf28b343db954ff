// #region Re-exports
export { cookies, draftMode, headers } from './request/current-request.js';
// #endregion