import { styleText } from 'node:util'
import { nearest } from '../transform/decide/nearest.ts'
import { catalogue, type Example } from '../transform/report/catalogue.ts'
import { demonstrate } from '../transform/report/demonstrate.ts'
import type { DiagnosticCode } from '../transform/report/diagnostic.ts'
import { exitCodes, Refusal } from './exit.ts'

/** `use-cache explain [code]` */
export function explainCommand(code: string | undefined): number {
  if (code === undefined) {
    const width = Math.max(...Object.keys(catalogue).map(({ length }) => length))
    for (const [known, { title }] of Object.entries(catalogue))
      console.log(`${styleText('bold', known.padEnd(width))}  ${title}`)
    return exitCodes.clean
  }
  if (!isCode(code)) {
    const near = nearest(code, Object.keys(catalogue))
    throw new Refusal(
      `there is no code \`${code}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`} \`use-cache explain\` lists all of them.`,
    )
  }
  console.log(explanation(code))
  return exitCodes.clean
}

/** What `docs/codes` says. */
function explanation(code: DiagnosticCode): string {
  const { title, severity, why, wrong, right, help } = catalogue[code]
  const finding = demonstrate(code)
  const paragraphs = [
    `${styleText('bold', code)} (${severity}): ${title}`,
    wrapped(why),
    `${styleText('red', 'Wrong:')} ${example(wrong)}`,
    finding && wrapped(finding.message),
    `${styleText('green', 'Right:')} ${example(right)}`,
    wrapped(`Help: ${finding?.help ?? help({})}`),
    finding?.fix && wrapped(`Fix: use-cache check --fix (${finding.fix.title})`),
    finding && `Rule of use-cache/lint: use-cache/${code}`,
  ]
  return paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(catalogue, code)
}

function example({ file, code }: Example): string {
  return `${file}\n\n${code.trimEnd().replace(/^(?=.)/gm, '  ')}`
}

/** Lines of at most 80 characters. */
function wrapped(text: string): string {
  return text.replace(/(?=\S)(.{1,80})(?:\s+|$)/g, '$1\n').trimEnd()
}
