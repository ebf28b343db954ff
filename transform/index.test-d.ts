import { expectTypeOf, test } from 'vitest'
import { transform, type Diagnostic, type TransformResult } from 'use-cache/transform'

test('a module and its path are all that the compiler must be given', () => {
  expectTypeOf(transform('', { id: 'a.ts' })).toEqualTypeOf<TransformResult>()
  // @ts-expect-error -- without a path there is no id and no syntax
  transform('', {})
})

test('options that do not exist are type errors', () => {
  transform('', { id: 'a.ts', parser: 'swc', kinds: ['tenant'], cacheComponents: true })
  // @ts-expect-error -- no such option
  transform('', { id: 'a.ts', parsers: 'swc' })
  // @ts-expect-error -- no such parser
  transform('', { id: 'a.ts', parser: 'acorn' })
})

test('findings are told apart by their code', () => {
  expectTypeOf<'handler-directive'>().toExtend<Diagnostic['code']>()
  expectTypeOf<string>().not.toExtend<Diagnostic['code']>()
  expectTypeOf<Diagnostic['severity']>().toEqualTypeOf<'error' | 'warning'>()
})
