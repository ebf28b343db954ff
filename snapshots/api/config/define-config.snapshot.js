// #region Functions
export function defineConfig(_) {}
// #endregion