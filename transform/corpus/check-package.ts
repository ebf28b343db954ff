import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { progressLine } from '../../cli/terminal.ts'
import { checkSource } from './check.ts'
import type { Source } from './packages.ts'
import { emptyRow, type Row } from './table.ts'

/** All modules of a package; `onFailure` is called for every one of which something does not hold. */
export function checkPackage(source: Source, folder: string, onFailure: (file: string, error: Error) => void): Row {
  const row = emptyRow(source.name)
  const start = performance.now()
  const root = join(folder, source.folder ?? 'src')
  const files = globSync('**/*.{ts,tsx,mts,cts}', { cwd: root, exclude: ['**/*.d.ts', '**/*.d.*.ts', '**/_types/**'] })
  if (files.length === 0) onFailure(folder, new Error(`there are no sources in \`${source.folder ?? 'src'}\``))
  const progress = progressLine(process.stderr)
  for (const file of files.sort()) {
    progress.show(() => `${source.name}: ${row.modules} of ${files.length} modules`)
    const code = readFileSync(join(root, file), 'utf8')
    row.modules++
    row.bytes += Buffer.byteLength(code)
    checkSource({ id: `${source.name}/${file}`, code, extension: file.endsWith('x') ? 'tsx' : 'ts' }, row, (error) => {
      progress.clear()
      onFailure(join(root, file), error)
    })
  }
  progress.clear()
  row.milliseconds = performance.now() - start
  return row
}
