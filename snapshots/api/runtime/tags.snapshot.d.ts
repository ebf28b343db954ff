// #region Functions
export declare function cacheTag(..._: string[]): void;
export declare function checkTags(_: readonly unknown[], _: string): void;
export declare function refresh(): void;
export declare function revalidatePath(_: string, _?: 'layout' | 'page' | 'route'): Promise<void>;
export declare function revalidateTag(_: string, _?: CacheLifeProfile | LifeOptions): Promise<void>;
export declare function updateTag(_: string): Promise<void>;
// #endregion