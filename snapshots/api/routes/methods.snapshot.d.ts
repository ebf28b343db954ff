// #region Types
export type Handler = (_: NextRequest, _: {
    readonly params: Promise<Params>;
}) => unknown;
// #endregion

// #region Functions
export declare function allowOf(_: RouteModule): string;
export declare function handlerOf(_: RouteModule, _: string): Handler | null;
export declare function isKnownMethod(_: string): boolean;
// #endregion

// #region Variables
export declare const routeMethods: readonly string[];
// #endregion