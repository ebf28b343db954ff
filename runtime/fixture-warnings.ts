import { onTestFinished } from 'vitest'

/** What the process warns of from now on until the end of the test. */
export function warningsHeard(): readonly string[] {
  const warnings: string[] = []
  const listen = ({ message }: Error): void => void warnings.push(message)
  process.on('warning', listen)
  onTestFinished(() => void process.off('warning', listen))
  return warnings
}
