import { isDatabaseAway } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import type { ExecutorDeps } from './executor-deps.ts'

/**
 * What the provider did has to get into the log: the database may be away for a while, the result may not be lost.
 * Gives up when the process stops; the sweep then treats the try as unknown.
 */
export async function untilStored<Result>(
  deps: Pick<ExecutorDeps, 'signal' | 'log' | 'pause'>,
  write: () => Promise<Result>,
): Promise<Result | null> {
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await write()
    } catch (error) {
      const refusal = error instanceof SynclineError ? error : null
      const outrun = refusal?.details.reason === 'changed_meanwhile'
      // Somebody else has settled this try: a failure of ours adds nothing (a success would have been a fact).
      if (refusal?.code === 'STATE_CONFLICT' && !outrun) return null
      const away =
        isDatabaseAway(error) || ['DATABASE_UNAVAILABLE', 'OVERLOADED'].includes(refusal?.code ?? '')
      if (!(away || outrun) || deps.signal.aborted) throw error
      deps.log.warn({ errorCode: 'DATABASE_UNAVAILABLE' }, 'a result waits for the database')
      await deps.pause(waitMs)
    }
  }
}
