/** The milliseconds that `setTimeout` can count; it calls at once for more. */
export const longestTimer: number = 2 ** 31 - 1
