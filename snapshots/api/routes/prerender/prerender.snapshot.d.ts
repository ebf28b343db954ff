// #region Interfaces
export interface PrerenderedRoute {
    readonly route: Route;
    readonly path: string | null;
    readonly outcome: 'static' | 'on-demand' | 'dynamic' | 'failed';
    readonly reason: string | null;
    readonly at: string | null;
    readonly error: unknown;
    readonly life: Life | null;
    readonly tags: readonly string[];
    readonly size: number;
    readonly answer: PrerenderedAnswer | null;
}
export interface PrerenderOptions extends Pick<DispatchOptions, 'cacheComponents'> {
    readonly root?: string;
    readonly timeoutSeconds?: number;
    readonly onBegin?: (_: Route, _: string | null) => void;
}
// #endregion

// #region Functions
export declare function collectPrerendered(_: readonly PrerenderedRoute[]): Prerendered;
export declare function prerender(_: Manifest, _?: PrerenderOptions): AsyncGenerator<PrerenderedRoute>;
// #endregion