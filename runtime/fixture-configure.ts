import { configure, type ConfigureOptions } from './configure.ts'

/** Another file of an app. */
export function configureElsewhere(options: ConfigureOptions): void {
  configure(options)
}
