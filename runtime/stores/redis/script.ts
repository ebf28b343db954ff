import { createHash } from 'node:crypto'
import type { Connection, Reply } from './connection.ts'

/** A script that Redis runs in one step. */
export interface Script {
  run(connection: Connection, keys: readonly string[], args: readonly (string | Buffer)[]): Promise<Reply>
}

/** Sent by its digest; whole when the server does not know it yet. */
export function script(text: string): Script {
  const digest = createHash('sha1').update(text).digest('hex')
  return {
    async run(connection, keys, args) {
      const rest = [String(keys.length), ...keys, ...args]
      try {
        return await connection.send(keys[0]!, ['EVALSHA', digest, ...rest])
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
        return connection.send(keys[0]!, ['EVAL', text, ...rest])
      }
    },
  }
}
