/** TypeScript, TSX and JSX to JavaScript, by `@swc/core` and the file's `tsconfig.json`. */
import { compileFunction } from 'node:vm'
import type { Options } from '@swc/core'
import { loadSwc } from '../load-swc.ts'
import { projectOf, type CompilerOptions } from './tsconfig.ts'

export interface JavaScript {
  readonly code: string
  /** A version 3 source map, as JSON. */
  readonly map: string
}

/** `unknown` keeps `import` and `export` where there are any; `commonjs` turns them into `require` and `exports`. */
export function toJavaScript(code: string, file: string, format: 'module' | 'commonjs' | 'unknown'): JavaScript {
  const { transformSync } = loadSwc('use-cache/register compiles TypeScript and JSX with @swc/core')
  const { code: output, map } = transformSync(code, optionsFor(file, format))
  return { code: output, map: map! }
}

/** True if the module has `import`, `export`, `import.meta` or a top-level `await` once its types are gone. */
export function hasModuleSyntax(code: string, file: string): boolean {
  if (/^\s*(?:export\s*=|(?:export\s+)?import\s+[\w$]+\s*=\s*require\b)/m.test(code)) return false
  return !isScript(toJavaScript(code, file, 'unknown').code)
}

/** Node's own test: what does not parse as the body of a CommonJS module is an ES module. */
export function isScript(code: string): boolean {
  try {
    compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'])
    return true
  } catch {
    return false
  }
}

function optionsFor(file: string, format: 'module' | 'commonjs' | 'unknown'): Options {
  const { options } = projectOf(file)
  return {
    filename: file,
    swcrc: false,
    configFile: false,
    sourceMaps: true,
    isModule: format === 'module' ? true : 'unknown',
    jsc: {
      // The oldest supported Node runs ES2024; what is newer (`using`, decorators) is compiled.
      target: 'es2024',
      parser: /\.[cm]?tsx?$/.test(file)
        ? { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true }
        : { syntax: 'ecmascript', jsx: true, decorators: true },
      transform: {
        react: jsx(options),
        ...decorators(options),
        useDefineForClassFields: options.useDefineForClassFields ?? !predatesClassFields.test(options.target ?? ''),
        verbatimModuleSyntax: options.verbatimModuleSyntax ?? false,
      },
      experimental: { keepImportAttributes: true },
      keepClassNames: true,
    },
    module:
      format === 'commonjs'
        ? { type: 'commonjs', ignoreDynamic: true, exportInteropAnnotation: true }
        : { type: 'es6' },
  }
}

/** As the type checker does: assigned, not defined, when the target has no class fields of its own. */
const predatesClassFields = /^es(?:[356]|201\d|202[01])$/i

function jsx(options: CompilerOptions): NonNullable<NonNullable<NonNullable<Options['jsc']>['transform']>['react']> {
  if (options.jsx === 'react') {
    return {
      runtime: 'classic',
      pragma: options.jsxFactory ?? 'React.createElement',
      pragmaFrag: options.jsxFragmentFactory ?? 'React.Fragment',
    }
  }
  return { runtime: 'automatic', importSource: options.jsxImportSource ?? 'react' }
}

function decorators(options: CompilerOptions): NonNullable<NonNullable<Options['jsc']>['transform']> {
  return options.experimentalDecorators === true
    ? { legacyDecorator: true, decoratorMetadata: options.emitDecoratorMetadata ?? false }
    : { decoratorVersion: '2023-11' }
}
