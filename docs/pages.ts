/** The pages of `docs/codes`: one for each code of the catalogue, and their index. */
import { extname } from 'node:path'
import { applyEdits } from '../transform/decide/apply-edits.ts'
import { catalogue, type Example } from '../transform/report/catalogue.ts'
import { demonstrate } from '../transform/report/demonstrate.ts'
import type { Diagnostic, DiagnosticCode } from '../transform/report/diagnostic.ts'

/** The text of every page by the name of its file. */
export function pages(): ReadonlyMap<string, string> {
  const codes = Object.keys(catalogue) as DiagnosticCode[]
  const entries = codes.map((code) => [`${code}.md`, page(code)] as const)
  return new Map([['README.md', index(codes)], ...entries])
}

function index(codes: readonly DiagnosticCode[]): string {
  return text(
    '# What the compiler may say',
    'Each finding has a code. `use-cache explain <code>` says the same in the terminal, and `use-cache/lint` has a rule of the same name. What has a fix is mended by `use-cache check --fix` and by the linter.',
    [
      '| Code | | Fix |',
      '|---|---|---|',
      ...codes.map(
        (code) => `| [\`${code}\`](./${code}.md) | ${catalogue[code].title} | ${demonstrate(code)?.fix?.title ?? ''} |`,
      ),
    ].join('\n'),
  )
}

function page(code: DiagnosticCode): string {
  const { title, severity, why, wrong, right, help } = catalogue[code]
  const finding = demonstrate(code)
  return text(
    `# \`${code}\``,
    `${title} (${severity}).`,
    why,
    '## Wrong',
    listing(wrong),
    finding && `> \`${wrong.file}:${placeOf(finding)}\` ${finding.message}`,
    '## Right',
    listing(right),
    '## How to fix it',
    finding?.help ?? help({}),
    finding && automatic(finding, wrong, right),
    '## In the linter',
    ...(finding && code !== 'uncompiled' ? switches(code) : silence(code)),
  )
}

function placeOf({ span: { start } }: Diagnostic): string {
  return `${start.line}:${start.column + 1}`
}

/** What the machine makes of the wrong example. */
function automatic({ fix }: Diagnostic, wrong: Example, right: Example): string | undefined {
  if (!fix) return undefined
  const fixed = applyEdits(wrong.code, fix.edits)
  const intro = `\`use-cache check --fix\` and the linter's \`--fix\` do it (“${fix.title}”): the wrong example becomes`
  return fixed === right.code ? `${intro} the right one.` : `${intro}\n\n${fenced(language(wrong), fixed)}`
}

function switches(code: DiagnosticCode): readonly string[] {
  return [
    `The rule \`use-cache/${code}\` of [\`use-cache/lint\`](../../README.md#in-the-editor) is on in the recommended config. In a config, this switches it off:`,
    fenced('js', `rules: { 'use-cache/${code}': 'off' }`),
    `and for one line, \`// eslint-disable-next-line use-cache/${code}\` does (in oxlint, \`oxlint-disable-next-line\`). The compiler says it all the same.`,
  ]
}

function silence(code: DiagnosticCode): readonly string[] {
  const reason =
    code === 'uncompiled'
      ? 'A linter sees sources, and this is about what a build makes of them'
      : 'A linter sees one file at a time, and this is about where files stand'
  return [
    `${reason}: the rule \`use-cache/${code}\` of [\`use-cache/lint\`](../../README.md#in-the-editor) never reports anything.`,
  ]
}

function listing(example: Example): string {
  return `\`${example.file}\`\n\n${fenced(language(example), example.code)}`
}

function language({ file }: Example): string {
  return extname(file).slice(1)
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``
}

function text(...paragraphs: readonly (string | undefined)[]): string {
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')}\n`
}
