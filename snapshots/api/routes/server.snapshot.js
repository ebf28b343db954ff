// #region Re-exports
export { after } from './request/after.js';
export { connection } from './request/current-request.js';
export { NextRequest } from './request/next-request.js';
export { NextResponse } from './request/next-response.js';
export { NextURL } from './request/next-url.js';
export { URLPattern } from './request/url-pattern.js';
export { userAgent, userAgentFromString } from './request/user-agent.js';
// #endregion