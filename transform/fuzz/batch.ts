/** One hunt in a process of its own, as what it evaluates stays in memory until the process ends. */
import { describeFailure, hunt, type HuntOptions } from './hunt.ts'

/** Programs done since the last message, and at the end what was found, null if nothing. */
export type Message = { readonly done: number } | { readonly failure: string | null }

process.once('message', (options: HuntOptions) => void run(options))

async function run(options: HuntOptions): Promise<void> {
  let done = 0
  const onProgram = (): void => {
    if (++done < 10) return
    send({ done })
    done = 0
  }
  const failure = await hunt({ ...options, onProgram })
  send({ done })
  send({ failure: failure ? describeFailure(failure) : null })
  process.disconnect()
}

function send(message: Message): void {
  process.send!(message)
}
