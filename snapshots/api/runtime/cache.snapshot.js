// #region Functions
export function cache(_, _) {}
export function dressed(_, _) {}
export function namedDefinition(_, _) {}
export function padded(_, _) {}
export function refuseUncacheable(_, _) {}
// #endregion