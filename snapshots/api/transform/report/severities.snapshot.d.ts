// #region Types
export type Severities = Readonly<Partial<Record<DiagnosticCode, Severity | 'off'>>>;
// #endregion

// #region Functions
export declare function bySeverity(_: readonly Diagnostic[], _: Severities): readonly Diagnostic[];
// #endregion

// #region Variables
export declare const severities: readonly (Severity | 'off')[];
// #endregion