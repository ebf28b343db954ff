// #region Interfaces
export interface CustomType<Instance = unknown, Data = unknown> {
    readonly class: abstract new (...args: never[]) => Instance;
    readonly name: string;
    encode(_: Instance): Data;
    decode(_: Data): Instance;
}
// #endregion

// #region Functions
export declare function registerType<Instance, Data>(_: CustomType<Instance, Data>): void;
export declare function typeNamed(_: string): CustomType | undefined;
export declare function typeOf(_: object): CustomType | undefined;
// #endregion