// #region Functions
export function cacheTag(..._) {}
export function checkTags(_, _) {}
export function refresh() {}
export function revalidatePath(_, _) {}
export function revalidateTag(_, _) {}
export function updateTag(_) {}
// #endregion