import { nextTurn } from '../time/turn.ts'
import { StoreError } from '../errors.ts'

/** What `work` answers, if it does so within `budget` milliseconds; else it rejects. What came while the process was busy is in time. Late failures are nobody's. */
export function within<Value>(budget: number, work: Promise<Value>, what: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new StoreError('store-timeout', `${what} took longer than ${budget} ms.`))
    const timer = setTimeout(() => void nextTurn().then(late), budget)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
