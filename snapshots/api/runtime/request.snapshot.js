// #region Functions
export function currentRequest() {}
export function enterRequest(_, _, ..._) {}
export function inRequest(_, _, ..._) {}
export function lookAtDraft(_) {}
export function noteInvalidation(_, _) {}
export function ownInvalidation(_) {}
export function requestedSince() {}
export async function whileChoosy(_) {}
// #endregion