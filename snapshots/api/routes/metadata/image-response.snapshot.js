// #region Classes
export class ImageResponse extends Response {
  constructor(_, _) {}
}
// #endregion