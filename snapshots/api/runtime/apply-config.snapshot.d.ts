// #region Functions
export declare function applyConfig({ cacheLife, stores }: Pick<ConfigureOptions, 'cacheLife' | 'stores'>): void;
// #endregion