// #region Interfaces
export interface UserAgent {
    readonly isBot: boolean;
    readonly ua: string;
    readonly browser: {
        readonly name?: string;
        readonly version?: string;
        readonly major?: string;
    };
    readonly device: {
        readonly model?: string;
        readonly type?: string;
        readonly vendor?: string;
    };
    readonly engine: {
        readonly name?: string;
        readonly version?: string;
    };
    readonly os: {
        readonly name?: string;
        readonly version?: string;
    };
    readonly cpu: {
        readonly architecture?: string;
    };
}
// #endregion

// #region Functions
export declare function userAgent({ headers }: {
    readonly headers: Pick<Headers, 'get'>;
}): UserAgent;
export declare function userAgentFromString(_?: string): UserAgent;
// #endregion