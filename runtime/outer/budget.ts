import { StoreError } from '../errors.ts'

/** What `work` answers, if it does so within `budget` milliseconds; else it rejects. Late failures are nobody's. */
export function within<Value>(budget: number, work: Promise<Value>, what: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new StoreError('store-timeout', `${what} took longer than ${budget} ms.`))
    }, budget)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
