import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Made } from '../../runtime/handler.ts'
import type { StoredResponse } from '../response-cache/stored-response.ts'

/** What a build made ahead of time, for `createRoutes`. */
export interface Prerendered {
  readonly answers: readonly PrerenderedAnswer[]
  /** The patterns of routes that were found to depend on the request, for at least one of their paths. */
  readonly dynamic: readonly string[]
}

/** One answer. */
export interface PrerenderedAnswer extends Made {
  readonly pattern: string
  readonly path: string
  readonly response: StoredResponse
}

const index = 'prerendered.json'
const format = 1

/** Writes what a build made into a folder, in the place of what is there. */
export async function writePrerendered(folder: string, { answers, dynamic }: Prerendered): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const listed = await Promise.all(
    answers.map(async ({ response: { body, ...response }, ...answer }, number) => {
      const file = body === null ? null : `${number}.body`
      if (body !== null && file !== null) await writeFile(join(folder, file), body)
      return { ...answer, response, body: file }
    }),
  )
  await writeFile(join(folder, index), JSON.stringify({ format, dynamic, answers: listed }))
}

/** Reads what `writePrerendered` wrote. Throws when it is not there, or was written by a version that writes otherwise. */
export async function readPrerendered(folder: string): Promise<Prerendered> {
  const file = join(folder, index)
  const read = JSON.parse(await readFile(file, 'utf8')) as {
    readonly format: number
    readonly dynamic: readonly string[]
    readonly answers: readonly (Omit<PrerenderedAnswer, 'response'> & {
      readonly response: Omit<StoredResponse, 'body'>
      readonly body: string | null
    })[]
  }
  if (read.format !== format)
    throw new Error(`${file} was written by another version of use-cache. Build the app again.`)
  const answers = await Promise.all(
    read.answers.map(async ({ body, response, ...answer }) => {
      const bytes = body === null ? null : new Uint8Array(await readFile(join(folder, body)))
      return { ...answer, response: { ...response, body: bytes } }
    }),
  )
  return { answers, dynamic: read.dynamic }
}
