// #region Interfaces
export interface Conflict {
    readonly code: ConflictCode;
    readonly message: string;
    readonly help: string;
    readonly files: readonly string[];
}
export interface PlacedFile {
    readonly kind: 'route' | 'page';
    readonly pattern: string;
    readonly file: string;
}
// #endregion

// #region Types
export type ConflictCode =
'route-page-conflict'
 | 'route-duplicate'
 | 'route-parameter-names'
 | 'route-parameter-repeated'
 | 'route-catch-all-not-last'
 | 'route-segment-invalid'
 | 'metadata-too-large';
// #endregion

// #region Functions
export declare function conflictsOf(_: readonly PlacedFile[]): Conflict[];
// #endregion