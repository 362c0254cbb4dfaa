import { runCursorPlace, UnsealableError } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { readRouting } from '@syncline/db/queries'
import type { RunTurn } from '@syncline/db/runs'
import { recordedCodes, SynclineError } from '@syncline/domain/error'
import { type EventData, streamName } from '@syncline/domain/event'
import type { Run, RunCommand } from '@syncline/domain/run'
import type { RunHold } from '@syncline/domain/view'
import type { Page } from '@syncline/providers/port'
import type { FetchDeps } from '../jobs/fetch-object.ts'
import { heldBy } from '../jobs/step.ts'
import type { TargetDirectory } from '../jobs/targets.ts'
import { callProvider } from '../protection/call.ts'
import { type PlaceDeps, placePage } from './place-page.ts'
import { loadRun, type RunRunner } from './run-stream.ts'

export interface CarryDeps extends FetchDeps, PlaceDeps {
  readonly loadProvider: PlaceDeps['loadProvider']
  readonly targets: TargetDirectory
  readonly now: () => Date
  readonly runner: RunRunner
}

/** What is to be done with a run after a look at it. */
export type Step =
  | { readonly next: 'page' }
  | { readonly next: 'over' }
  | {
      readonly next: 'wait'
      readonly waitMs: number
      readonly hold: RunHold | null
      readonly failed: boolean
    }

/** A page that takes longer is given up and read again; well below the claim of whoever reads it. */
const pageTimeMs = 45_000
/** A run whose beginning is not in the log after so long was never begun. */
const unbegunMs = 60_000
const pausedLookMs = 60_000
const offLookMs = 5_000
const signInWaitMs = 30_000
const firstWaitMs = 2_000
const mostWaitMs = 300_000
const faultWaitMs = 10_000
/** A provider that answers with nothing but failures for so long ends the run; it can be resumed. */
const longestFailingMs = 3_600_000

type Going = Exclude<Run, { status: 'none' }>
type Failure = EventData<'RunFailed'>

/**
 * Carries a run on by one page, or says why not. The page's syncs are asked for before its place is noted: whoever dies in
 * between has the next one read it again, and what was asked for is asked for once.
 */
export async function carryPage(deps: CarryDeps, turn: RunTurn): Promise<Step> {
  const { organizationId, runId, connectionId, entity } = turn
  const { first, state, flows } = await withOrganization(deps.pool, organizationId, async (tx) => ({
    ...(await loadRun(tx, organizationId, runId)),
    flows: (await readRouting(tx, organizationId, [connectionId], [])).flows.filter(
      (flow) => flow.entity === entity,
    ),
  }))
  if (!first || state.status === 'none') {
    const ageMs = deps.now().getTime() - turn.begunAt.getTime()
    return ageMs > unbegunMs ? { next: 'over' } : wait(firstWaitMs, null)
  }
  if (state.status === 'paused') return wait(pausedLookMs, null)
  if (state.status !== 'running') return { next: 'over' }
  if (flows.length === 0) return fail(deps, turn, { code: 'NOT_CONFIGURED', detail: null })
  const read = await readPage(deps, turn, state)
  if ('next' in read) return read
  const page = state.pages + 1
  const { request } = state
  const counts = await placePage(deps, {
    ...read,
    organizationId,
    runId,
    request,
    startedPosition: first.position,
    page,
    flows,
  })
  const keys = await deps.vault.keysOf(organizationId)
  const cursor = read.cursor && keys.sealText(runCursorPlace(organizationId, runId), read.cursor)
  return tell(deps, turn, { type: 'readPage', page: { page, ...counts, cursor } })
}

async function readPage(
  deps: CarryDeps,
  turn: RunTurn,
  state: Going,
): Promise<Extract<Page, { ok: true }> | Step> {
  const { organizationId, connectionId, entity } = turn
  const { provider, since } = state.request
  if (await deps.targets.isOff(organizationId, [connectionId], entity)) return wait(offLookMs, 'switch_off')
  const pull = (await deps.loadProvider(provider)).pull?.[entity]
  if (!pull) return fail(deps, turn, { code: 'NOT_CONFIGURED', detail: null })
  const from = await openCursor(deps, turn, state)
  if (from === false) return fail(deps, turn, { code: 'PAYLOAD_UNREADABLE', detail: null })
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(pageTimeMs)])
  const called = await callProvider(deps, { organizationId, connectionId, kind: 'read', signal }, (access) =>
    pull.page(from, since === null ? null : new Date(since), access),
  )
  if (!called.wentOut) {
    const { code, retryAfterMs } = called.failure
    if (code === 'NOT_CONFIGURED') return fail(deps, turn, { code, detail: null })
    const held = heldBy(code)
    return held ? wait(retryAfterMs, held) : wait(signInWaitMs, 'sign_in')
  }
  const page = called.end
  if (page.ok) return page
  const { code, retryable, retryAfterMs, detail } = page
  if (!retryable || isHopeless(deps, turn)) {
    const told = recordedCodes.find((known) => known === code) ?? 'UNKNOWN'
    return fail(deps, turn, { code: told, detail: detail?.slice(0, 500) ?? null })
  }
  const backOffMs = Math.min(firstWaitMs * 2 ** Math.min(turn.failures, 10), mostWaitMs)
  return { ...wait(Math.max(retryAfterMs, backOffMs), 'retry_at'), failed: true }
}

/** Where to go on; false where it does not open any more. */
async function openCursor(
  deps: CarryDeps,
  { organizationId, runId }: RunTurn,
  { cursor }: Going,
): Promise<string | null | false> {
  if (cursor === null) return null
  try {
    const keys = await deps.vault.keysOf(organizationId)
    return keys.openText(runCursorPlace(organizationId, runId), cursor)
  } catch (error) {
    if (error instanceof UnsealableError) return false
    throw error
  }
}

/** Whether nothing but failures came of it for so long that a person is to hear of it. */
const isHopeless = (deps: CarryDeps, { failingSince }: RunTurn) =>
  failingSince !== null && deps.now().getTime() - failingSince.getTime() > longestFailingMs

/** After something nobody reckoned with: it comes again later, but not for ever. */
export async function afterFault(deps: CarryDeps, turn: RunTurn): Promise<Step> {
  if (isHopeless(deps, turn)) return fail(deps, turn, { code: 'UNKNOWN', detail: null })
  return { ...wait(faultWaitMs, 'retry_at'), failed: true }
}

const fail = (deps: CarryDeps, turn: RunTurn, failure: Failure) => tell(deps, turn, { type: 'fail', failure })

async function tell(deps: CarryDeps, { organizationId, runId }: RunTurn, command: RunCommand): Promise<Step> {
  try {
    const { state } = await deps.runner.run({
      organizationId,
      stream: streamName('run', runId),
      command,
      context: { now: deps.now(), actor: 'system:run', correlationId: runId },
    })
    return state.status === 'running' || state.status === 'paused' ? { next: 'page' } : { next: 'over' }
  } catch (error) {
    // Another worker was quicker, or a person ended it: the next look says which.
    if (error instanceof SynclineError && error.code === 'STATE_CONFLICT') return { next: 'page' }
    throw error
  }
}

const wait = (waitMs: number, hold: RunHold | null) =>
  ({ next: 'wait', waitMs, hold, failed: false }) as const
