import { setTimeout as pause } from 'node:timers/promises'
import { UnsealableError } from '@syncline/db/custody'
import { SynclineError } from '@syncline/domain/error'
import type { Access, PullFailure } from '@syncline/providers/port'
import type { Logger } from 'pino'
import type { TargetDirectory } from '../jobs/targets.ts'
import type { CallKind } from './budgets.ts'
import { type CallEnd, type Entry, type Protection, reporting } from './gate.ts'

type Log = Pick<Logger, 'error'>

export interface CallDeps {
  readonly targets: Pick<TargetDirectory, 'open' | 'refused'>
  readonly protection: Pick<Protection, 'enter'>
  readonly now: () => Date
  readonly log: Log
}

export interface CallTo {
  readonly organizationId: string
  readonly connectionId: string
  readonly kind: CallKind
  readonly signal: AbortSignal
  /** How long it may wait here for a call to be free; left out: whoever asks comes back. */
  readonly patienceMs?: number
}

/** Where nothing went out, the failure says why, as if the provider had asked for a wait. */
export type Called<End> =
  | { readonly wentOut: true; readonly end: End }
  | { readonly wentOut: false; readonly failure: PullFailure }

/** One call to a connection, within its limits and its breaker, with credentials that are its own. */
export async function callProvider<End extends CallEnd>(
  deps: CallDeps,
  { organizationId, connectionId, kind, signal, patienceMs = 0 }: CallTo,
  work: (access: Access) => Promise<End>,
): Promise<Called<End>> {
  const access = await openAccess({ ...deps, signal }, organizationId, connectionId)
  if (access === null || access === 'gone') return notCalled('NOT_CONFIGURED', false)
  if (access === 'away') return notCalled('PROVIDER_UNAVAILABLE', true)
  const enter = () => deps.protection.enter(organizationId, connectionId, kind)
  const entry = await enterPatiently(enter, patienceMs)
  if (!entry.ok) return notCalled(entry.code, true, entry.waitMs)
  const end = await reporting(entry, () => work(access))
  await noteToken(deps, organizationId, connectionId, access, end)
  return { wentOut: true, end }
}

/** For somebody who waits for the answer: what a limit frees soon is waited for. */
export async function enterPatiently(enter: () => Promise<Entry>, patienceMs: number): Promise<Entry> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const entry = await enter()
    if (entry.ok || entry.hold !== 'limit' || performance.now() + entry.waitMs > untilMs) return entry
    await pause(entry.waitMs)
  }
}

const notCalled = (code: PullFailure['code'], retryable: boolean, retryAfterMs = 0) => ({
  wentOut: false as const,
  failure: { ok: false, code, retryable, retryAfterMs, detail: null } as const,
})

export interface AskDeps extends Omit<CallDeps, 'targets' | 'now'> {
  readonly targets: Pick<TargetDirectory, 'open' | 'refused' | 'isOff'>
  readonly now?: () => Date
}

const mostPatienceMs = 5_000

export interface Asked extends Omit<CallTo, 'signal' | 'patienceMs'> {
  /** Somebody waits for the answer. */
  readonly longestMs: number
}

/**
 * As `callProvider`, for somebody who waits for the answer.
 * @throws SynclineError STATE_CONFLICT (`is_off`) while the connection is off, NOT_CONFIGURED, PROVIDER_UNAVAILABLE while
 *   its sign-in can't be renewed, RATE_LIMIT_EXCEEDED and CIRCUIT_OPEN with when to come back
 */
export async function askProvider<End extends CallEnd>(
  deps: AskDeps,
  { longestMs, ...to }: Asked,
  work: (access: Access) => Promise<End>,
): Promise<End> {
  if (await deps.targets.isOff(to.organizationId, [to.connectionId]))
    throw new SynclineError('STATE_CONFLICT', { reason: 'is_off' })
  const { now = () => new Date() } = deps
  const patienceMs = Math.min(longestMs / 2, mostPatienceMs)
  const signal = AbortSignal.timeout(longestMs)
  const called = await callProvider({ ...deps, now }, { ...to, signal, patienceMs }, work)
  if (called.wentOut) return called.end
  const { code, retryAfterMs } = called.failure
  throw new SynclineError(code, retryAfterMs > 0 ? { retryAfterMs } : {})
}

/**
 * Credentials that do not open are as good as none: this call fails with a remedy, the process goes on. `away`: there
 * will be some again, and nobody has to do anything. `gone`: the connection was deleted.
 */
export async function openAccess(
  deps: {
    readonly targets: Pick<TargetDirectory, 'open'>
    readonly now: () => Date
    readonly signal: AbortSignal
    readonly log: Log
  },
  organizationId: string,
  connectionId: string,
): Promise<Access | 'away' | 'gone' | null> {
  try {
    const target = await deps.targets.open(organizationId, connectionId)
    if (target === null) return 'gone'
    return target === 'away' ? target : { ...target, now: deps.now, signal: deps.signal }
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error
    deps.log.error({ err: error, organizationId, connectionId }, 'credentials do not open')
    return null
  }
}

/** An access token that the provider took for over is not used again. That this can't be told now stops nothing. */
export async function noteToken(
  deps: { readonly targets: Pick<TargetDirectory, 'refused'>; readonly log: Log },
  organizationId: string,
  connectionId: string,
  { secrets }: Pick<Access, 'secrets'>,
  end: CallEnd,
): Promise<void> {
  if (end.code !== 'TOKEN_EXPIRED') return
  await deps.targets.refused(organizationId, connectionId, secrets).catch((error: unknown) => {
    deps.log.error({ err: error, organizationId, connectionId }, 'a refused access token could not be noted')
  })
}
