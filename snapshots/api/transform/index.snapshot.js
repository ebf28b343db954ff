// #region Functions
export function transform(_, _) {}
// #endregion

// #region Re-exports
export { isWorthReading, routeFile, worthReading } from './attempt.js';
// #endregion