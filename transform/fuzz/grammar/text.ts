/** Lines in braces; one short line may stay beside them. */
export function block(lines: readonly string[]): string {
  return lines.length === 0 ? '{}' : `{\n${indented(lines.join('\n'))}\n}`
}

export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
