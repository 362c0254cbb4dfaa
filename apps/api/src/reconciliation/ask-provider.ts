import type { ErrorCode } from '@syncline/domain/error'
import type { ReconciliationRequest } from '@syncline/domain/reconciliation'
import type { Access, PullAdapter, PullFailure } from '@syncline/providers/port'
import { type FetchDeps, noteToken, openAccess, signInAway } from '../jobs/fetch-object.ts'

/** Shorter waits than this are waited for in place. */
const patienceMs = 5_000
const switchedOffMs = 60_000

export interface AskDeps extends FetchDeps {
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
const never = (code: ErrorCode) => new NotNow({ code, retryable: false, retryAfterMs: 0 })

/**
 * Asks a connection's provider one thing, as the gate allows it.
 * @throws NotNow
 */
export async function askProvider<Answer extends { readonly ok: true }>(
  deps: AskDeps,
  organizationId: string,
  { connectionId, provider, entity }: Pick<ReconciliationRequest, 'connectionId' | 'provider' | 'entity'>,
  question: (pull: PullAdapter, access: Access) => Promise<Answer | PullFailure>,
): Promise<Answer> {
  if (await deps.targets.isOff(organizationId, [connectionId]))
    throw new NotNow({ code: 'CONNECTION_DISABLED', retryable: true, retryAfterMs: switchedOffMs })
  const pull = (await deps.loadProvider(provider)).pull?.[entity]
  const access = pull && (await openAccess(deps, organizationId, connectionId))
  if (!access) throw never('NOT_CONFIGURED')
  if (access === 'away') throw new NotNow(signInAway)
  const entry = await enter(deps, organizationId, connectionId)
  const answer = await question(pull, access)
  await entry.report(answer)
  await noteToken(deps, organizationId, connectionId, access, answer)
  if (answer.ok) return answer
  throw new NotNow(answer)
}

async function enter(deps: AskDeps, organizationId: string, connectionId: string) {
  for (;;) {
    const entry = await deps.protection.enter(organizationId, connectionId, 'read')
    if (entry.ok) return entry
    if (entry.waitMs > patienceMs)
      throw new NotNow({ code: entry.code, retryable: true, retryAfterMs: entry.waitMs })
    await deps.pause(entry.waitMs)
  }
}
