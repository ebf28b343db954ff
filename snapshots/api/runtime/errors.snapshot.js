// #region Classes
export class CodecError extends UseCacheError {
  name
}
export class DeadlineError extends UseCacheError {
  name
  function
  arguments
  waited
  awaited
  constructor(_, _) {}
}
export class LifeError extends UseCacheError {
  name
}
export class OptionError extends UseCacheError {
  name
}
export class PlaceError extends UseCacheError {
  name
}
export class StoreError extends UseCacheError {
  name
}
export class TagError extends UseCacheError {
  name
}
export class UseCacheError extends Error {
  name
  code
  constructor(_, _, _) {}
}
export class ValueError extends UseCacheError {
  name
  function
  path
  constructor(_, _, _, _) {}
}
// #endregion