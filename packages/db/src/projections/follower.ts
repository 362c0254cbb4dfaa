import { setTimeout as delay } from 'node:timers/promises'

export interface Follower {
  /** Something has grown. Rings that come before the work begins are one. */
  ring(): void
  /** Waits for the work that runs; what was rung and has not begun is left to the next start. */
  stop(): Promise<void>
}

/**
 * Does work some time after it was rung for, never twice at once: what gathers meanwhile is done in one go. A busy log
 * is then folded in few large windows instead of many small ones, at a fraction of their cost.
 * @param onError told what the work threw; the next ring comes again
 */
export function createFollower(
  work: () => Promise<unknown>,
  options: { delayMs: number; onError: (error: unknown) => void },
): Follower {
  const stopping = new AbortController()
  let rung = false
  let running: Promise<void> | null = null

  async function follow(): Promise<void> {
    while (rung && !stopping.signal.aborted) {
      await delay(options.delayMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) break
      rung = false
      await work().catch(options.onError)
    }
    running = null
  }

  return {
    ring() {
      rung = true
      if (!stopping.signal.aborted) running ??= follow()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
