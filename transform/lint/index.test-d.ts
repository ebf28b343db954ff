import type { ESLint, Linter } from 'eslint'
import type { ESLint as ESLint9, Linter as Linter9 } from 'eslint-9'
import { expectTypeOf, test } from 'vitest'
import useCache, { type LintConfig, type LintPlugin } from 'use-cache/lint'

test('it is a plugin with a config, for ESLint 10 and 9', () => {
  expectTypeOf(useCache).toEqualTypeOf<LintPlugin>()
  expectTypeOf<LintPlugin>().toExtend<ESLint.Plugin>()
  expectTypeOf<LintPlugin>().toExtend<ESLint9.Plugin>()
  expectTypeOf<LintConfig>().toExtend<Linter.Config>()
  expectTypeOf<LintConfig>().toExtend<Linter9.Config>()
})
