/** Waits before retry 1, 2, 3, 4, 5 in milliseconds, before jitter; where a connection sets none of its own. */
export const defaultRetryWaitsMs: readonly number[] = [2_000, 4_000, 8_000, 16_000, 32_000]
export const maxRetries = 20
export const maxRetryWaitMs = 3_600_000
