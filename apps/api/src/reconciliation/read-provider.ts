import type { ReconciliationRequest } from '@syncline/domain/reconciliation'
import type { Access, PullAdapter, PullFailure } from '@syncline/providers/port'
import type { FetchDeps } from '../jobs/fetch-object.ts'
import type { TargetDirectory } from '../jobs/targets.ts'
import { callProvider } from '../protection/call.ts'

/** Shorter waits for leave to call are waited for in place. */
const patienceMs = 5_000
const switchedOffMs = 60_000

export interface ReadDeps extends FetchDeps {
  readonly targets: Pick<TargetDirectory, 'open' | 'refused' | 'isOff'>
  readonly pause: (waitMs: number) => Promise<void>
}

/** The provider may not be asked now, or gave no answer: later, or never. */
export class NotNow extends Error {
  readonly failure: Pick<PullFailure, 'code' | 'retryable' | 'retryAfterMs'>
  constructor(failure: NotNow['failure']) {
    super('The provider can’t be read now')
    this.failure = failure
  }
}

/**
 * Asks a connection's provider one thing, as its limits and its breaker allow.
 * @throws NotNow
 */
export async function readProvider<Answer extends { readonly ok: true }>(
  deps: ReadDeps,
  organizationId: string,
  { connectionId, provider, entity }: Pick<ReconciliationRequest, 'connectionId' | 'provider' | 'entity'>,
  question: (pull: PullAdapter, access: Access) => Promise<Answer | PullFailure>,
): Promise<Answer> {
  if (await deps.targets.isOff(organizationId, [connectionId]))
    throw new NotNow({ code: 'CONNECTION_DISABLED', retryable: true, retryAfterMs: switchedOffMs })
  const pull = (await deps.loadProvider(provider)).pull?.[entity]
  if (!pull) throw new NotNow({ code: 'NOT_CONFIGURED', retryable: false, retryAfterMs: 0 })
  for (;;) {
    const called = await callProvider(
      deps,
      { organizationId, connectionId, kind: 'read', signal: deps.signal },
      (access) => question(pull, access),
    )
    const end = called.wentOut ? called.end : called.failure
    if (end.ok) return end
    const { retryable, retryAfterMs } = end
    const isShort = !called.wentOut && retryable && retryAfterMs > 0 && retryAfterMs <= patienceMs
    if (!isShort) throw new NotNow(end)
    await deps.pause(retryAfterMs)
  }
}
