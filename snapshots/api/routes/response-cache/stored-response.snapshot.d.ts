// #region Interfaces
export interface StoredResponse {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: Uint8Array<ArrayBuffer> | null;
    readonly prerendered: boolean;
}
// #endregion

// #region Functions
export declare function mayBeKept(_: number): boolean;
export declare function storedResponse(_: Response): Promise<StoredResponse>;
// #endregion