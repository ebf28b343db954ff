// #region Functions
export function define(_, _) {}
export function mark(_, _) {}
export function pick(_, _) {}
export function reject(_) {}
export function run(_, _, _, _) {}
export function wrap(_, _, _, _) {}
// #endregion

// #region Re-exports
export { applyConfig } from './apply-config.js';
// #endregion