// #region Interfaces
export interface InstrumentOptions {
    readonly tracerProvider?: TracerProvider | undefined;
    readonly meterProvider?: MeterProvider | undefined;
    readonly arguments?: boolean | undefined;
}
// #endregion

// #region Functions
export declare function instrument(_?: InstrumentOptions): () => void;
// #endregion