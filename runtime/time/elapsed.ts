/** How many whole milliseconds lie between two moments; none where the clock was set back meanwhile. */
export function elapsed(from: number, to: number): number {
  return Math.max(0, Math.round(to - from))
}
