// #region Types
export type LintSettings = Pick<TransformOptions, 'kinds' | 'profiles' | 'cacheComponents' | 'appDirectory' | 'parser' | 'severities'>;
// #endregion

// #region Functions
export declare function findingsOf({ cwd, filename, settings, sourceCode }: LintContext): readonly Diagnostic[];
// #endregion