// #region Re-exports
export { ImageResponse, type ImageResponseOptions } from './metadata/image-response.ts';
// #endregion