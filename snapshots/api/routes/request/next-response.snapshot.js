// #region Classes
export class NextResponse extends Base {
  constructor(_, _) {}
  static [Symbol.hasInstance](_) {}
  static json(_, _) {}
  static redirect(_, _) {}
  static next(_) {}
  static rewrite(_, _) {}
}
// #endregion

// #region Variables
export var forMiddleware /* const */
// #endregion