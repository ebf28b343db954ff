import type { Choices } from './choices.ts'
import type { DataType } from './scope.ts'

/** The types as they are annotated. */
export const types: Readonly<Record<DataType, string>> = {
  number: 'number',
  text: 'string',
  list: 'number[]',
  record: 'any',
}

/** A literal that needs nothing. */
export function literal(type: DataType, choices: Choices): string {
  switch (type) {
    case 'number':
      return String(choices.below(10))
    case 'text':
      return choices.from(["'s'", '"a\\"b"', "''", "'use cache'", '`t`', "'é😀'", "'\\u0061'"])
    case 'list':
      return choices.from(['[1, 2]', '[]', '[3]'])
    case 'record':
      return choices.from(["{ a: 1, b: { c: 2, d: 'd' }, l: [3] }", '{ a: 2, b: null, l: [] }'])
  }
}
