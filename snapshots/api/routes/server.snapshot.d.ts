// #region Re-exports
export { after } from './request/after.ts';
export { connection } from './request/current-request.ts';
export type { MetadataRoute } from './metadata/metadata-route.ts';
export { NextRequest } from './request/next-request.ts';
export { NextResponse } from './request/next-response.ts';
export { NextURL } from './request/next-url.ts';
export type { RequestCookie, RequestCookies } from './request/request-cookies.ts';
export type { ResponseCookie, ResponseCookies } from './request/response-cookies.ts';
export { URLPattern } from './request/url-pattern.ts';
export { userAgent, userAgentFromString, type UserAgent } from './request/user-agent.ts';
// #endregion