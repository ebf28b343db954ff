// #region Classes
export class NextURL extends URL {
  get basePath() {}
  get locale() {}
  get defaultLocale() {}
  get domainLocale() {}
  get buildId() {}
  clone() {}
}
// #endregion