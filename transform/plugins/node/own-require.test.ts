import { expect, test } from 'vitest'
import { isStrict } from './own-require.ts'

test.each([
  [`'use strict'\n`, true],
  [`#!/usr/bin/env node\n// first\n/* then */ "use strict"; f()`, true],
  [`${'/'.repeat(80)}\n// a banner\n${'/'.repeat(80)}\n'use strict'`, true],
  [`f(); 'use strict'`, false],
  [`'use strict"`, false],
  [`${'/'.repeat(48)}\nf()`, false],
  [`${'/* a */ '.repeat(40)}f()`, false],
])('%j is strict: %s', (code, strict) => {
  expect(isStrict(code)).toBe(strict)
})
