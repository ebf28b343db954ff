import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'

/** What changes in a file, as `git diff` shows it: `patch -p1` and `git apply` can read it. */
export function unifiedDiff(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  })
}
