// #region Interfaces
export interface Life {
    readonly stale: number;
    readonly revalidate: number;
    readonly expire: number;
    readonly staleIfError?: number;
}
export interface LifeOptions {
    readonly stale?: Duration | undefined;
    readonly revalidate?: Duration | undefined;
    readonly expire?: Duration | undefined;
    readonly staleIfError?: Duration | undefined;
}
// #endregion

// #region Types
export type LifeFields = Partial<Life>;
export type Profiles = ReadonlyMap<string, LifeFields>;
// #endregion

// #region Functions
export declare function least(_: LifeFields, _: LifeFields): LifeFields;
export declare function profilesOf(_?: Readonly<Record<string, LifeOptions>>): Profiles;
export declare function resolveLife(_: unknown, _: Profiles, _: string): LifeFields;
// #endregion

// #region Variables
export declare const never: number;
// #endregion