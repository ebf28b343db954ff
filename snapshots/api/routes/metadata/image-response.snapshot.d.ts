// #region Interfaces
export interface ImageResponseOptions extends ResponseInit {
    readonly width?: number;
    readonly height?: number;
    readonly emoji?: 'twemoji' | 'blobmoji' | 'noto' | 'openmoji' | 'fluent' | 'fluentFlat';
    readonly fonts?: readonly {
        readonly name: string;
        readonly data: ArrayBuffer;
        readonly weight?: number;
        readonly style?: 'normal' | 'italic';
        readonly lang?: string;
    }[];
    readonly debug?: boolean;
}
// #endregion

// #region Classes
export declare class ImageResponse extends Response {
    constructor(_: unknown, _?: ImageResponseOptions);
}
// #endregion