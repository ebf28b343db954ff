// #region Interfaces
export interface DraftMode {
    readonly isEnabled: boolean;
    enable(): void;
    disable(): void;
}
// #endregion

// #region Types
export type ReadonlyHeaders = Omit<Headers, 'append' | 'delete' | 'set'>;
// #endregion

// #region Functions
export declare function connection(): Promise<void>;
export declare function cookies(): Promise<HandlerCookies>;
export declare function draftMode(): Promise<DraftMode>;
export declare function headers(): Promise<ReadonlyHeaders>;
// #endregion