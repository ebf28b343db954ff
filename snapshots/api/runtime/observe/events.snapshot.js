// #region Classes
export class Events {
  changed
  listeners
  constructor(_) {}
  hears(_) {}
  on(_, _) {}
  emit(_) {}
}
// #endregion