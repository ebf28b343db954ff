import { applyEdits, type TextEdit } from '../decide/apply-edits.ts'
import type { Fix } from '../report/diagnostic.ts'

/** The text with as many fixes as do not touch each other; the others have to wait until somebody has looked at the new text. */
export function applyFixes(text: string, fixes: readonly Fix[]): { readonly text: string; readonly applied: number } {
  const edits: TextEdit[] = []
  let applied = 0
  for (const fix of fixes) {
    if (fix.edits.some((edit) => edits.some((other) => touch(edit, other)))) continue
    edits.push(...fix.edits)
    applied++
  }
  return { text: applyEdits(text, edits), applied }
}

function touch(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end
}
