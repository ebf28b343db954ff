import { styleText } from 'node:util'
import { nearest } from '../transform/decide/nearest.ts'
import { catalogue, type Example } from '../transform/report/catalogue.ts'
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
  const { title, severity, why, wrong, right } = catalogue[code]
  console.log(`${styleText('bold', code)} (${severity}): ${title}\n\n${wrapped(why)}\n`)
  console.log(`${styleText('red', 'Wrong:')} ${example(wrong)}\n`)
  console.log(`${styleText('green', 'Right:')} ${example(right)}`)
  return exitCodes.clean
}

function isCode(code: string): code is keyof typeof catalogue {
  return Object.hasOwn(catalogue, code)
}

function example({ file, code }: Example): string {
  return `${file}\n\n${code.trimEnd().replace(/^(?=.)/gm, '  ')}`
}

/** Lines of at most 80 characters. */
function wrapped(text: string): string {
  return text.replace(/(?=\S)(.{1,80})(?:\s+|$)/g, '$1\n').trimEnd()
}
