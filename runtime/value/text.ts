/** Every unit fits in a byte, so V8 holds one byte for each. */
export function isNarrow(text: string): boolean {
  return !beyondLatin1.test(text)
}

/**
 * The same text in memory of its own. A part of a text (`slice`, `split`, a match) of 13 units or more is kept by V8 as a reference to the whole, so that keeping an id would keep the
 * document that it was found in.
 */
export function detached(text: string): string {
  if (text.length < 13) return text
  const encoding = isNarrow(text) ? 'latin1' : 'utf16le'
  return Buffer.from(text, encoding).toString(encoding)
}

const beyondLatin1 = /[^\0-\xff]/
