// #region Types
export type TestFunction = (_: string, _: () => Promise<void>, _: number) => unknown;
// #endregion

// #region Functions
export declare function testStore(_: TestFunction, _: StoreUnderTest): void;
// #endregion

// #region Other
export { StoreUnderTest }
// #endregion