// #region Functions
export function collectPrerendered(_) {}
export async function* prerender(_, _) {}
// #endregion