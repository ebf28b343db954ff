// #region Interfaces
export interface RunningServer {
    readonly url: string;
    readonly port: number;
    close(_?: number): Promise<void>;
}
export interface ServeOptions {
    readonly port?: number;
    readonly host?: string;
    readonly lightResponses?: boolean;
}
// #endregion

// #region Functions
export declare function nodeHandler(_: Routes): (_: IncomingMessage, _: ServerResponse) => void;
export declare function serve(_: Routes, _?: ServeOptions): Promise<RunningServer>;
// #endregion