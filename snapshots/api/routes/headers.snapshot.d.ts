// #region Re-exports
export { cookies, draftMode, headers, type DraftMode, type ReadonlyHeaders } from './request/current-request.ts';
export type { HandlerCookies } from './request/handler-cookies.ts';
// #endregion