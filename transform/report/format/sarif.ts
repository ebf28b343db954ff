import type { ArtifactChange, ArtifactLocation, Log, PhysicalLocation, ReportingDescriptor, Result } from 'sarif'
import { catalogue } from '../catalogue.ts'
import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts'
import type { Range } from '../../source.ts'

/**
 * A SARIF 2.1.0 log, for code scanning services. Paths are relative to `%SRCROOT%`, lines and columns count from 1, columns in UTF-16 units.
 *
 * @param version the version of this package
 */
export function sarif(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'use-cache', version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  }
  return JSON.stringify(log)
}

function rule(code: DiagnosticCode): ReportingDescriptor {
  const { title, why, severity } = catalogue[code]
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    defaultConfiguration: { level: severity },
  }
}

function result({ code, severity, message, help, file, span, related, fix }: Diagnostic, ruleIndex: number): Result {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${message} ${help}` },
    locations: [{ physicalLocation: physicalLocation(file, span) }],
    ...(related
      ? {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            physicalLocation: physicalLocation(place.file, place.span),
          })),
        }
      : {}),
    ...(fix
      ? { fixes: [{ description: { text: fix.title }, artifactChanges: [artifactChange(file, fix.edits)] }] }
      : {}),
  }
}

function physicalLocation(file: string, { start, end }: Range): PhysicalLocation {
  return {
    artifactLocation: artifact(file),
    region: {
      startLine: start.line,
      startColumn: start.column + 1,
      endLine: end.line,
      endColumn: end.column + 1,
      charOffset: start.offset,
      charLength: end.offset - start.offset,
    },
  }
}

function artifactChange(file: string, edits: NonNullable<Diagnostic['fix']>['edits']): ArtifactChange {
  return {
    artifactLocation: artifact(file),
    replacements: edits.map(({ start, end, text }) => ({
      deletedRegion: { charOffset: start, charLength: end - start },
      insertedContent: { text },
    })),
  }
}

function artifact(file: string): ArtifactLocation {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}
