/** `use-cache/og`, and `next/og` in compiled apps. */
export { ImageResponse, type ImageResponseOptions } from './metadata/image-response.ts'
