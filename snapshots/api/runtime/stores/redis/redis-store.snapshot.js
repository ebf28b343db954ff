// #region Functions
export function redisStore(_) {}
// #endregion