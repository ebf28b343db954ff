// #region Functions
export async function transform(_, _) {}
export function transformSync(_, _) {}
// #endregion