// #region Re-exports
export { ImageResponse } from './metadata/image-response.js';
// #endregion