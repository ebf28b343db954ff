// #region Interfaces
export interface StoreCase {
    readonly name: string;
    readonly run: (_: () => Promise<Store>, _: StoreUnderTest) => Promise<void>;
}
export interface StoreUnderTest {
    readonly open: () => Awaitable<Store>;
    readonly spoil?: (_: string, _: 'start' | 'end') => Awaitable<void>;
}
// #endregion

// #region Types
export type TestFunction = (_: string, _: () => Promise<void>, _: number) => unknown;
// #endregion

// #region Functions
export declare function testStore(_: TestFunction, _: StoreUnderTest): void;
// #endregion