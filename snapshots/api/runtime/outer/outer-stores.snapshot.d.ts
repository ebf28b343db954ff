// #region Types
export type StoresByKind = Readonly<Record<string, Store | 'memory'>>;
// #endregion

// #region Classes
export declare class OuterStores {
    #private;
    constructor(_: Host);
    use(_: StoresByKind): void;
    get byKind(): StoresByKind | undefined;
    of({ kind, isLocal }: {
        readonly kind: string;
        readonly isLocal: boolean;
    }): Link | undefined;
    lookForNews(_: number): void;
    trustedUntil(_: number): number;
    invalidate(_: Invalidation): Promise<void>;
    settled(): Promise<void>;
    close(): Promise<void>;
}
// #endregion