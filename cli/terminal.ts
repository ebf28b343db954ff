import { styleText } from 'node:util'

/** Whether a stream shows colours; `NO_COLOR` and `FORCE_COLOR` have the last word. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  return styleText('red', '-', { stream }) !== '-'
}

/** `1 file`, `2 files`, `no errors`. */
export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}

/** How much of some work is done: `━━━━━━━━━━──────────  50 %`. */
export function bar(part: number): string {
  const done = Math.round(part * 20)
  return `${'━'.repeat(done)}${'─'.repeat(20 - done)} ${Math.floor(part * 100)
    .toString()
    .padStart(3)} %`
}

/** A line that is written over and over while work goes on, from half a second after its start, where somebody watches. */
export function progressLine(stream: NodeJS.WriteStream): { show(text: () => string): void; clear(): void } {
  let next = performance.now() + 500
  let shown = false
  return {
    show(text) {
      if (!stream.isTTY || performance.now() < next) return
      next = performance.now() + 100
      shown = true
      stream.write(`\r\u001B[2K${text()}`)
    },
    clear() {
      if (shown) stream.write('\r\u001B[2K')
      shown = false
    },
  }
}
