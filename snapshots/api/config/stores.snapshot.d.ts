// #region Functions
export declare function storesFromEnvironment(_?: Readonly<Record<string, string | undefined>>): StoresByKind | undefined;
export declare function storesLine(_: StoresByKind | undefined): string;
// #endregion