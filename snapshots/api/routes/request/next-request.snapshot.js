// #region Classes
export class NextRequest extends Request {
  constructor(_, _) {}
  static [Symbol.hasInstance](_) {}
}
// #endregion

// #region Functions
export function asNextRequest(_) {}
// #endregion

// #region Variables
export var requestAdditions /* const */
// #endregion