import type { Environment, Plugin } from 'vite'
import { moduleId } from '../../module-id.ts'
import { buildReport, manifestName, type BuildReport } from '../build-report.ts'
import type { HostProject } from '../host-project.ts'
import type { VersionedFunction } from '../versioned.ts'
import { runsOnServer } from './environment.ts'

export interface BuildReports {
  set(environment: Environment, file: string, functions: readonly VersionedFunction[]): void
  /** Writes what each environment's build came to. */
  readonly plugin: Plugin
}

export function buildReports(settings: { readonly project: HostProject }): BuildReports {
  const reports = new Map<string, BuildReport>()
  return {
    set(environment, file, functions) {
      if (environment.mode !== 'build' || functions.length === 0) return
      const report = reports.get(environment.name) ?? buildReport(settings.project.root)
      reports.set(environment.name, report)
      report.set(file, functions)
    },
    plugin: {
      name: 'use-cache:report',
      applyToEnvironment: runsOnServer,
      watchChange(id) {
        // It is compiled again, if the directive is still in it.
        reports.get(this.environment.name)?.set(id, [])
      },
      generateBundle() {
        const report = reports.get(this.environment.name)
        if (report === undefined) return
        const { root } = settings.project
        const left = new Set([...this.getModuleIds()].map((id) => moduleId(id, root)))
        const { isEmpty, line, manifest } = report.summary((file) => left.has(file))
        if (isEmpty && !this.meta.watchMode) return
        this.environment.logger.info(line)
        this.emitFile({ type: 'asset', fileName: manifestName, source: manifest })
      },
    },
  }
}
