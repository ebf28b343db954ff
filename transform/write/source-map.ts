/** A source map, version 3, of one source. */
export interface SourceMap {
  readonly version: 3
  readonly sources: readonly string[]
  readonly sourcesContent: readonly string[]
  readonly names: readonly string[]
  readonly mappings: string
  /** As JSON. */
  toString(): string
  /** As a `data:` URL, for a comment at the end of the code. */
  toUrl(): string
}

/** A piece of a module's new text. */
export interface Piece {
  readonly text: string
  /** Where it stands in the original; null for what was inserted. */
  readonly original: number | null
  /** True if it is the original's own text, and not what stands there instead. */
  readonly kept: boolean
}

/** The map from the pieces, as they follow each other, to the text that they were made of. It leads from each word and each other character but white space. */
export function sourceMap(text: string, pieces: readonly Piece[], source: string): SourceMap {
  const map: Partial<SourceMap> = {
    version: 3,
    sources: [source.replaceAll('\\', '/')],
    sourcesContent: [text],
    names: [],
    mappings: mappingsOf(text, pieces),
  }
  const json = (): string => JSON.stringify(map)
  const toUrl = (): string => `data:application/json;charset=utf-8;base64,${Buffer.from(json()).toString('base64')}`
  return Object.defineProperties(map, { toString: { value: json }, toUrl: { value: toUrl } }) as SourceMap
}

function mappingsOf(text: string, pieces: readonly Piece[]): string {
  let mappings = ''
  let column = 0
  /** What the last segment said; the next one is written as the difference. */
  const last = { column: 0, line: 0, originalColumn: 0, isFirst: true }
  const original = { at: 0, line: 0, lineStart: 0 }

  const seek = (offset: number): void => {
    for (let end = text.indexOf('\n', original.at); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) {
      original.line++
      original.lineStart = end + 1
    }
    original.at = offset
  }
  const segment = (): void => {
    const originalColumn = original.at - original.lineStart
    const there = `A${vlq(original.line - last.line)}${vlq(originalColumn - last.originalColumn)}`
    mappings += `${last.isFirst ? '' : ','}${vlq(column - last.column)}${there}`
    last.column = column
    last.line = original.line
    last.originalColumn = originalColumn
    last.isFirst = false
  }
  const newLine = (): void => {
    mappings += ';'
    column = last.column = 0
    last.isFirst = true
  }
  /** Text that is nobody's, or whose beginning has a segment already. */
  const advance = (inserted: string): void => {
    for (let end = inserted.indexOf('\n'); end !== -1; end = inserted.indexOf('\n', end + 1)) newLine()
    column += inserted.length - inserted.lastIndexOf('\n') - 1
  }
  const keep = (start: number, end: number): void => {
    let isInWord = false
    let isFresh = true
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at)
      if (code === 10) {
        newLine()
        original.line++
        original.lineStart = at + 1
        isInWord = false
        isFresh = true
        continue
      }
      const kind = code < 128 ? kindOf[code] : kinds.word
      const isWord = kind === kinds.word
      if (isFresh || (isWord ? !isInWord : kind === kinds.other)) {
        const distance = column - last.column
        original.at = at
        if (isFresh || distance >= steps.length) segment()
        else {
          // Within a line both columns go on by the same number.
          mappings += steps[distance]!
          last.column = column
          last.originalColumn += distance
        }
        isFresh = false
      }
      isInWord = isWord
      column++
    }
    original.at = end
  }

  for (const { text: piece, original: offset, kept } of pieces) {
    if (offset === null) advance(piece)
    else {
      seek(offset)
      if (kept) keep(offset, offset + piece.length)
      else {
        if (piece !== '') segment()
        advance(piece)
      }
    }
  }
  return mappings
}

const kinds = { white: 0, word: 1, other: 2 } as const
/** What each ASCII character is to a source map. */
const kindOf: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= 32 ? kinds.white : /[\w$]/.test(String.fromCharCode(code)) ? kinds.word : kinds.other,
)

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A number as source maps write it. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1
  let written = ''
  do {
    const digit = rest & 31
    rest >>>= 5
    written += digits[rest > 0 ? digit | 32 : digit]!
  } while (rest > 0)
  return written
}

/** The segment that lies so many columns behind the last one, in the same lines here and there. */
const steps: readonly string[] = Array.from({ length: 128 }, (_, columns) => `,${vlq(columns)}AA${vlq(columns)}`)
