// #region Interfaces
export interface KeptResult {
    readonly age: number;
    readonly bytes: number;
    readonly life: Life;
    readonly tags: readonly string[];
}
// #endregion

// #region Types
export type ExplainedOutcome = 'hit' | 'stale' | 'miss' | 'bypass' | 'error';
export type Explanation = ExplainedCall & Reason;
export type Found = Reason & {
    readonly outcome: ExplainedOutcome;
};
export type Reason =
{
    readonly reason: 'fresh';
    readonly kept: KeptResult;
}
 | {
    readonly reason: 'in-store';
    readonly kept: KeptResult;
    readonly store: string;
}
 | {
    readonly reason: 'store-down';
    readonly store: string;
}
 | {
    readonly reason: 'stale';
    readonly kept: KeptResult;
}
 | {
    readonly reason: 'expired';
    readonly kept: KeptResult;
}
 | {
    readonly reason: 'tag-stale';
    readonly kept: KeptResult;
    readonly tag: string;
    readonly since: number;
} | {
    readonly reason: 'tag-expired';
    readonly kept: KeptResult;
    readonly tag: string | undefined;
    readonly since: number | undefined;
}
 | {
    readonly reason: 'stale-inside-cached';
    readonly kept: KeptResult;
    readonly caller: string;
}
 | {
    readonly reason: 'running';
    readonly since: number;
}
 | {
    readonly reason: 'evicted';
    readonly since: number;
}
 | {
    readonly reason: 'not-kept';
    readonly since: number;
    readonly why: string;
}
 | {
    readonly reason: 'failed';
    readonly since: number;
    readonly error: string;
}
 | {
    readonly reason: 'other-arguments';
    readonly entries: number;
    readonly differences: readonly Difference[];
}
 | {
    readonly reason: 'code-changed';
    readonly before: string | undefined;
    readonly now: string | undefined;
}
 | {
    readonly reason: 'never-filled';
}
 | {
    readonly reason: 'no-request';
} | {
    readonly reason: 'draft';
}
 | {
    readonly reason: 'uncacheable';
    readonly error: unknown;
};
// #endregion

// #region Referenced (internal)
interface ExplainedCall {
    readonly outcome: ExplainedOutcome;
    readonly function: string;
    readonly arguments: readonly string[];
    readonly text: string;
}
// #endregion