import process from 'node:process'
import type { Routes } from '../routes/create-routes.ts'
import { type RunningServer, serve } from '../routes/serve/node.ts'
import { Refusal } from './exit.ts'

/** Where a command listens; what is given wins over `PORT` and `HOST`. */
export interface ListenFlags {
  readonly port?: number
  readonly host?: string
}

/** Serves routes, at all addresses unless `usual` or somebody names one. Throws a `Refusal` for a port that cannot be had. */
export async function listen(routes: Routes, flags: ListenFlags, usual?: string): Promise<RunningServer> {
  const { PORT, HOST } = process.env
  const [name, value] = flags.port === undefined ? (['PORT', PORT] as const) : (['--port', flags.port] as const)
  const port = value === undefined || value === '' ? 3000 : Number(value)
  const host = flags.host ?? (HOST || usual)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Refusal(`${name} must be a number up to 65535, got ${value}.`)
  try {
    return await serve(routes, { port, ...(host !== undefined && { host }) })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new Refusal(`Port ${port} is taken. Stop what listens there, or use another one: --port ${port + 1}.`)
    if (code === 'EACCES')
      throw new Refusal(`Port ${port} may not be used by this user. Use one from 1024 on: --port 3000.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Refusal(`This machine has no address ${host}.`)
    throw error
  }
}
