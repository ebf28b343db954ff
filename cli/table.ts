import { printable } from '../transform/report/printable.ts'

/** Rows of cells under each other: `/users/[id]  GET POST  app/users/[id]/route.ts`. The first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) =>
    rows.reduce((width, cells) => Math.max(width, (cells[column] ?? '').length), 0),
  )
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => printable(cell).padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
