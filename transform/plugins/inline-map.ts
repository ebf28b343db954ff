/** The comment in which tools find the source map of a file, given as JSON. */
export function inlineMap(map: string): string {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`
}

/** The source map in the comment that a text ends with. */
export function inlineMapOf(code: string): object | undefined {
  const encoded = lastLine.exec(code)?.[1]
  return encoded === undefined ? undefined : (JSON.parse(Buffer.from(encoded, 'base64').toString()) as object)
}

const lastLine = /\n\/\/# sourceMappingURL=data:application\/json;(?:charset=[^;,]+;)?base64,([\w+/=]+)\s*$/
