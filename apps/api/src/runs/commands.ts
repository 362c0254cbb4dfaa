import { readOrganization, withOrganization } from '@syncline/db/pool'
import { findConnection, type NamesOf, placed, readRouting } from '@syncline/db/queries'
import {
  besideRun,
  countRuns,
  lastCompletedAt,
  leavePlace,
  listRuns,
  type RunReader,
  ringRun,
  takePlace,
  type UnnamedRun,
} from '@syncline/db/runs'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type EventData, streamName } from '@syncline/domain/event'
import { type RunCommand, runOverlapMs } from '@syncline/domain/run'
import type { RunList, RunListInput, RunRow, RunStartInput, RunsStarted } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { uuidv7 } from '../ingest/uuid.ts'
import { loadRun, type RunRunner, rowOf } from './run-stream.ts'

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

export interface RunPort {
  /** @throws SynclineError RECORD_NOT_FOUND, CONNECTION_DISABLED, NOT_CONFIGURED, INVALID_INPUT, STATE_CONFLICT */
  start(organizationId: string, input: RunStartInput, by: By): Promise<RunsStarted>
  list(organizationId: string, input: RunListInput): Promise<RunList>
  /** Null when there is none in this organization. */
  get(organizationId: string, runId: string): Promise<RunRow | null>
  /** These three throw SynclineError RECORD_NOT_FOUND, STATE_CONFLICT. */
  pause(organizationId: string, runId: string, by: By): Promise<{ position: number }>
  resume(organizationId: string, runId: string, by: By): Promise<{ position: number }>
  cancel(organizationId: string, runId: string, by: By & { reason: string }): Promise<{ position: number }>
}

/** Starts runs, steers them, and tells how far they have come. A worker carries them on. */
export function createRuns({
  pool,
  runner,
  loadProvider,
  namesOf,
  now = () => new Date(),
}: {
  readonly pool: pg.Pool
  readonly runner: RunRunner
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly namesOf: NamesOf
  readonly now?: () => Date
}): RunPort {
  const run = (organizationId: string, runId: string, command: RunCommand, by: By) =>
    runner.run({
      organizationId,
      stream: streamName('run', runId),
      command,
      // Everything that it causes is found by its own id.
      context: { now: now(), actor: by.actor, correlationId: runId },
    })

  /** What each run begins with. */
  async function requestsOf(
    tx: pg.ClientBase,
    organizationId: string,
    { connectionId, entities, kind, since }: RunStartInput,
  ): Promise<readonly EventData<'RunStarted'>[]> {
    const connection = await findConnection(tx, organizationId, connectionId)
    if (!connection) throw new SynclineError('RECORD_NOT_FOUND')
    if (connection.disabled) throw new SynclineError('CONNECTION_DISABLED', { connectionId })
    if (kind === 'full' && since !== undefined)
      throw new SynclineError('INVALID_INPUT', { fields: [{ path: 'since', problem: 'not_of_a_full_run' }] })
    const { provider } = connection
    const { pull } = await loadProvider(provider)
    const { flows } = await readRouting(tx, organizationId, [connectionId], [])
    const requests: EventData<'RunStarted'>[] = []
    for (const entity of new Set(entities)) {
      if (!pull?.[entity]) throw new SynclineError('INVALID_INPUT', { reason: 'not_pulled', entity })
      if (!flows.some((flow) => flow.entity === entity))
        throw new SynclineError('NOT_CONFIGURED', { reason: 'no_flow', entity })
      const begins =
        kind === 'full' ? null : (since ?? (await sinceOf({ tx, organizationId }, connectionId, entity)))
      requests.push({ connectionId, provider, entity, kind, since: begins })
    }
    return requests
  }

  const ring = (organizationId: string, runId: string) =>
    withOrganization(pool, organizationId, (tx) => ringRun(tx, { organizationId, runId }))

  async function take(
    tx: pg.ClientBase,
    organizationId: string,
    runId: string,
    { connectionId, entity }: { readonly connectionId: string; readonly entity: Entity },
  ): Promise<void> {
    const other = await takePlace(tx, { organizationId, runId, connectionId, entity })
    if (other !== null)
      throw new SynclineError('STATE_CONFLICT', { reason: 'run_going_on', entity, runId: other })
  }

  async function named(rows: readonly UnnamedRun[]): Promise<RunRow[]> {
    const names = await namesOf([...new Set(rows.map(({ actor }) => actor))])
    return rows.map(({ actor, ...row }) => ({ ...row, by: { actor, name: names.get(actor) ?? null } }))
  }

  return {
    async start(organizationId, input, by) {
      const begun = await withOrganization(pool, organizationId, async (tx) => {
        const requests = await requestsOf(tx, organizationId, input)
        const runs = requests.map((request) => ({ runId: uuidv7(now().getTime()), request }))
        for (const { runId, request } of runs) await take(tx, organizationId, runId, request)
        return runs
      })
      let position = 0
      for (const { runId, request } of begun) {
        const started = await run(organizationId, runId, { type: 'start', request }, by)
        position = started.position
        await ring(organizationId, runId)
      }
      return { runs: begun.map(({ runId, request: { entity } }) => ({ runId, entity })), position }
    },

    list: (organizationId, input) =>
      readOrganization(pool, organizationId, async (tx) => {
        const filter = await placed(tx, organizationId, input.filter)
        const { rows, hasOlder } = await listRuns({ tx, organizationId }, { ...input, filter })
        const counts = await countRuns({ tx, organizationId }, filter)
        return { rows: await named(rows), hasOlder, counts }
      }),

    async get(organizationId, runId) {
      const row = await readOrganization(pool, organizationId, async (tx) => {
        const known = await loadRun(tx, organizationId, runId)
        const { first, state } = known
        if (!first || state.status === 'none') return null
        const { connectionId, entity } = state.request
        const of = { runId, connectionId, entity, startedPosition: first.position }
        return rowOf(runId, known, await besideRun({ tx, organizationId }, of))
      })
      return row && ((await named([row]))[0] ?? null)
    },

    async pause(organizationId, runId, by) {
      const { position } = await run(organizationId, runId, { type: 'pause' }, by)
      return { position }
    },

    async resume(organizationId, runId, by) {
      const { state } = await readOrganization(pool, organizationId, (tx) =>
        loadRun(tx, organizationId, runId),
      )
      // One that failed left its place; whether it may go on at all is for the decider.
      if (state.status === 'failed')
        await withOrganization(pool, organizationId, (tx) => take(tx, organizationId, runId, state.request))
      const { position } = await run(organizationId, runId, { type: 'resume' }, by)
      await ring(organizationId, runId)
      return { position }
    },

    async cancel(organizationId, runId, { reason, ...by }) {
      const { position } = await run(organizationId, runId, { type: 'cancel', reason }, by)
      await withOrganization(pool, organizationId, (tx) => leavePlace(tx, { organizationId, runId }))
      return { position }
    },
  }
}

/** Where an incremental run begins: a little before the last completed one did; null where there was none. */
async function sinceOf(reader: RunReader, connectionId: string, entity: Entity): Promise<string | null> {
  const last = await lastCompletedAt(reader, connectionId, entity)
  return last && new Date(last.getTime() - runOverlapMs).toISOString()
}
