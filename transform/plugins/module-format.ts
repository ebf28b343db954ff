export type Format = 'esm' | 'commonjs'

/** The module system of a file, as its extension or else its text tells: CommonJS stays CommonJS. */
export function formatOf(text: string, file: string): Format {
  if (/\.c[jt]s$/.test(file)) return 'commonjs'
  if (/\.m?tsx?$|\.mjs$/.test(file)) return 'esm'
  return /\b(?:module\.exports|exports\.\w|require\s*\()/.test(text) &&
    !/^\s*(?:import\b(?!\s*\()|export\b)/m.test(text)
    ? 'commonjs'
    : 'esm'
}
