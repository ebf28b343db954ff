// #region Classes
export declare class NextURL extends URL {
    get basePath(): string;
    get locale(): string;
    get defaultLocale(): undefined;
    get domainLocale(): undefined;
    get buildId(): undefined;
    clone(): NextURL;
}
// #endregion