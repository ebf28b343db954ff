/** How an image is drawn; handed on to `@vercel/og`. Sizes are in pixels. */
export interface ImageResponseOptions extends ResponseInit {
  /** 1200 by default. */
  readonly width?: number
  /** 630 by default. */
  readonly height?: number
  readonly emoji?: 'twemoji' | 'blobmoji' | 'noto' | 'openmoji' | 'fluent' | 'fluentFlat'
  readonly fonts?: readonly {
    readonly name: string
    readonly data: ArrayBuffer
    readonly weight?: number
    readonly style?: 'normal' | 'italic'
    readonly lang?: string
  }[]
  readonly debug?: boolean
}

/** A picture (PNG) of an element: JSX, or plain objects of its shape. It is drawn by the optional package `@vercel/og` when it is sent. */
export class ImageResponse extends Response {
  constructor(element: unknown, options: ImageResponseOptions = {}) {
    const headers = new Headers(options.headers)
    if (!headers.has('content-type')) headers.set('content-type', 'image/png')
    if (!headers.has('cache-control')) headers.set('cache-control', 'public, max-age=0, must-revalidate')
    const { status = 200, statusText = '' } = options
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    void draw(element, options).then(
      (body) => body.pipeTo(writable).catch(() => {}),
      (error: unknown) => writable.abort(error),
    )
    super(readable, { status, statusText, headers })
  }
}

async function draw(element: unknown, options: ImageResponseOptions): Promise<ReadableStream<Uint8Array>> {
  const name = '@vercel/og'
  const painter = (await import(name).catch((cause: unknown) => {
    throw new Error('ImageResponse needs the package `@vercel/og`: npm install @vercel/og', { cause })
  })) as { readonly ImageResponse: new (element: unknown, options: ImageResponseOptions) => Response }
  const { body } = new painter.ImageResponse(element, options)
  if (body === null) throw new Error('@vercel/og drew nothing.')
  return body
}
