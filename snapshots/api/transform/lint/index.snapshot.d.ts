// #region Re-exports
export { plugin as default, type LintConfig, type LintPlugin } from './plugin.ts';
export type { LintContext, LintFix, LintFixer, LintReport } from './linter.ts';
export type { LintRule } from './rule.ts';
export type { LintSettings } from './analysis.ts';
// #endregion