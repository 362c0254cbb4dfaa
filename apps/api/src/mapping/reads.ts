import type { Vault } from '@syncline/db/custody'
import { readPayload, readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { type FlowEnds, flowEnds, type NamesOf, newestSyncsOf } from '@syncline/db/queries'
import { type Entity, entities, type ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type RecordedEvent, streamName } from '@syncline/domain/event'
import {
  fieldsOf,
  type Mapping,
  type MappingProblem,
  plainMapping,
  readyMapping,
  validateMapping,
} from '@syncline/domain/mapping'
import type { CanonicalRecord } from '@syncline/domain/record'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { MappingDetail, MappingPreview, MappingRow, MappingVersion } from '@syncline/domain/view'
import type { Provider, PushAdapter } from '@syncline/providers/port'
import type pg from 'pg'
import { openRecord } from '../reads/open-record.ts'
import { isPublished } from './directory.ts'
import type { Expressions } from './expressions.ts'
import type { MapRecord } from './map-record.ts'
import { shownJson } from './shown.ts'

interface MappingReadsDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly expressions: Pick<Expressions, 'check'>
  readonly mapRecord: MapRecord
  readonly namesOf: NamesOf
}

/** How many of a flow's newest syncs are tried for one whose record is still there. */
const mostTried = 5

/** What the pages of mappings read. */
export function createMappingReads(deps: MappingReadsDeps) {
  const { pool, vault, loadProvider, mapRecord } = deps

  async function known(organizationId: string, flowId: string) {
    const { flow, events } = await readOrganization(pool, organizationId, async (tx) => ({
      flow: (await flowEnds(tx, organizationId, flowId))[0],
      events: await readStream(tx, organizationId, streamName('flow', flowId)),
    }))
    if (!flow) throw new SynclineError('RECORD_NOT_FOUND')
    return { flow, events }
  }

  return {
    async list(organizationId: string): Promise<readonly MappingRow[]> {
      return readOrganization(pool, organizationId, async (tx) => {
        const rows: MappingRow[] = []
        for (const flow of await flowEnds(tx, organizationId, null)) {
          const isOwn = flow.mappingVersion > 1
          rows.push(
            toRow(flow, isOwn ? await readStream(tx, organizationId, streamName('flow', flow.flowId)) : []),
          )
        }
        return rows
      })
    },

    /** @throws SynclineError RECORD_NOT_FOUND */
    async get(organizationId: string, flowId: string): Promise<MappingDetail> {
      const { flow, events } = await known(organizationId, flowId)
      const row = toRow(flow, events)
      const { push } = await loadProvider(flow.target.provider)
      const written = entities.filter((entity) => push?.[entity] !== undefined)
      const ready = readyMapping(flow.source.provider, flow.target.provider, flow.entity)
      const plain = plainMapping(flow.entity, outermost(flow.entity))
      const published = events.filter(isPublished)
      const names = await deps.namesOf([...new Set(published.map(({ actor }) => actor))])
      const first: MappingVersion = {
        version: 1,
        mapping: ready ?? plain,
        reason: null,
        by: null,
        publishedAt: null,
      }
      const versions = [
        ...published
          .map(({ data, actor, occurredAt }) => ({
            version: data.mappingVersion,
            mapping: data.mapping,
            reason: data.reason,
            by: names.get(actor) ?? null,
            publishedAt: occurredAt.toISOString(),
          }))
          .reverse(),
        first,
      ]
      return {
        ...row,
        mapping: versions.find(({ version }) => version === row.version)?.mapping ?? first.mapping,
        versions,
        sourceFields: fieldsOf(flow.entity, true),
        targets: [...new Set([row.targetEntity, ...written])].map((entity) => ({
          entity,
          fields: fieldsOf(entity),
        })),
      }
    },

    /** Everything that is wrong with a mapping, expressions included, by the target's field. */
    async validate(
      organizationId: string,
      flowId: string,
      mapping: Mapping,
    ): Promise<readonly MappingProblem[]> {
      const { flow } = await known(organizationId, flowId)
      return problemsOf(deps, flow, mapping)
    },

    /**
     * @param isClear shows personal data as it is; else it is masked
     * @throws SynclineError RECORD_NOT_FOUND
     */
    async preview(
      organizationId: string,
      flowId: string,
      mapping: Mapping,
      isClear: boolean,
    ): Promise<MappingPreview> {
      const { flow } = await known(organizationId, flowId)
      const sample = await findSample(organizationId, flow)
      const nothing = { syncId: null, source: null, record: null, body: null, isClear }
      const problems = await problemsOf(deps, flow, mapping)
      if (!sample) return { ...nothing, problems }
      const shown = { ...nothing, syncId: sample.syncId, source: shownJson(sample.record, isClear) }
      if (problems.length > 0) return { ...shown, problems }
      const mapped = await mapRecord(mapping, sample.record)
      if (!mapped.ok) return { ...shown, problems: mapped.problems }
      const { push } = await loadProvider(flow.target.provider)
      const planned = bodyOf(push?.[mapping.entity] as PushAdapter | undefined, mapped.record)
      return {
        ...shown,
        record: shownJson(mapped.record, isClear),
        body: planned.body === null ? null : shownJson(planned.body, isClear),
        problems: planned.problems,
      }
    },
  }

  async function findSample(organizationId: string, flow: FlowEnds) {
    const keys = await vault.keysOf(organizationId)
    const source = await loadProvider(flow.source.provider)
    return readOrganization(pool, organizationId, async (tx) => {
      for (const syncId of await newestSyncsOf(tx, organizationId, flow, mostTried)) {
        const events = await readStream(tx, organizationId, streamName('sync', syncId))
        const state = events.reduce<Sync>(
          (sync, event) => evolve(sync, event as unknown as SyncEvent),
          initialSync,
        )
        if (state.status === 'none' || state.request.payloadId === null) continue
        const sealed = await readPayload(tx, organizationId, state.request.payloadId)
        if (!sealed) continue
        const records = await keys.forRecords(tx, { sealed: [sealed], fresh: true })
        const record = openRecord(records, organizationId, source, state.request, sealed)
        if (record && !record.deleted) return { syncId, record }
      }
      return null
    })
  }
}

/** Fields that are no part of another, which is copied whole. */
const outermost = (entity: Entity): readonly string[] =>
  fieldsOf(entity)
    .map(({ path }) => path)
    .filter((path) => !/[.[]/.test(path))

function toRow(flow: FlowEnds, events: readonly RecordedEvent[]): MappingRow {
  const { mappingVersion: version, flowId, entity, source, target } = flow
  const own = events.filter(isPublished).findLast(({ data }) => data.mappingVersion === version)
  const ready = readyMapping(source.provider, target.provider, entity)
  return {
    flowId,
    entity,
    source,
    target,
    version,
    origin: own ? 'published' : ready ? 'ready' : 'none',
    targetEntity: own?.data.mapping.entity ?? ready?.entity ?? entity,
    publishedAt: own?.occurredAt.toISOString() ?? null,
  }
}

/** Expressions are read where they can do no harm. */
export async function problemsOf(
  { expressions, loadProvider }: Pick<MappingReadsDeps, 'expressions' | 'loadProvider'>,
  { entity, target }: Pick<FlowEnds, 'entity' | 'target'>,
  mapping: Mapping,
): Promise<readonly MappingProblem[]> {
  const problems = [...validateMapping(mapping, entity)]
  const { push } = await loadProvider(target.provider)
  if (!push?.[mapping.entity])
    problems.push({ field: 'entity', code: 'unknown_target', message: `It takes no ${mapping.entity}.` })
  const written = mapping.rules.flatMap(({ target: field, expression }) =>
    expression === null ? [] : [{ field, expression }],
  )
  const read = await expressions.check(written.map(({ expression }) => expression))
  for (const [index, { field }] of written.entries()) {
    const answer = read[index]
    if (answer && !answer.ok) problems.push({ field, code: 'failed', message: answer.why })
  }
  return problems
}

/** What would be sent, were the record new there and all that it stands on there already. */
function bodyOf(push: PushAdapter | undefined, record: CanonicalRecord) {
  const plan = push?.plan(record, { link: null, accountId: null, externalIdOf: ({ sourceId }) => sourceId })
  if (!plan) return { body: null, problems: [] }
  if (!plan.ok) {
    const problem: MappingProblem = { field: plan.field, code: 'failed', message: plan.detail }
    return { body: null, problems: [problem] }
  }
  try {
    return { body: JSON.parse(plan.call.body) as unknown, problems: [] }
  } catch {
    // A form, where the provider takes those.
    return { body: Object.fromEntries(new URLSearchParams(plan.call.body)), problems: [] }
  }
}
