// #region Functions
export function currentRequest() {}
export function inRequest(_, _, ..._) {}
export function lookAtDraft(_) {}
// #endregion