/** A half-open range of UTF-16 offsets into a module's text, as `String.prototype.slice` takes it. */
export interface Span {
  readonly start: number
  readonly end: number
}

export function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** A place in a module's text. Lines count from 1, columns (UTF-16 units) and offsets from 0. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** A span with the lines and columns of its two ends. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** A module's text, able to say on which line and column an offset lies. */
export interface SourceText {
  readonly text: string
  position(offset: number): Position
  range(span: Span): Range
}

/** Line ends are those of ECMAScript: LF, CR, CRLF, U+2028 and U+2029. */
export function sourceText(text: string): SourceText {
  let starts: number[] | undefined
  const position = (offset: number): Position => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]!, offset }
  }
  return { text, position, range: (span) => ({ start: position(span.start), end: position(span.end) }) }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (const lineEnd of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(lineEnd.index + lineEnd[0].length)
  return starts
}
