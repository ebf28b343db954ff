/** `next/cache` and its like mean ours: in modules whose host has no say in where a specifier leads. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { specifiersOf } from '../read/specifiers.ts'
import { write, type Written } from '../write/write.ts'

/** True for a text that may import them. */
export const mayImportNext: RegExp = /(['"])next\/(?:cache|server|headers|navigation|og)(?:\.js)?\1/

/** The specifiers that mean ours. */
export const nextSpecifier: RegExp = /^next\/(cache|server|headers|navigation|og)(?:\.js)?$/

/** `next/cache` → `use-cache`, `next/server` → `use-cache/server`; undefined for everything else. */
export function standIn(specifier: string): string | undefined {
  const name = nextSpecifier.exec(specifier)?.[1]
  return name === undefined ? undefined : name === 'cache' ? 'use-cache' : `use-cache/${name}`
}

/** Writes our specifiers in the place of Next's; undefined where there is none. */
export function withoutNext(text: string, id: string): Written | undefined {
  if (!mayImportNext.test(text)) return undefined
  const edits = specifiersOf(text, id).flatMap(({ specifier, span }) => {
    const ours = standIn(specifier)
    return ours === undefined ? [] : [{ type: 'replace' as const, ...span, text: JSON.stringify(ours) }]
  })
  return edits.length === 0 ? undefined : write(text, edits, id)
}

/** Whether a project has Next installed. */
export function hasNext(root: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve('next/package.json')
    return true
  } catch {
    return false
  }
}
