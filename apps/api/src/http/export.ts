import { Readable } from 'node:stream'
import { SynclineError } from '@syncline/domain/error'
import { deliveryFilter, eventFilter, type ListName, mostExported, syncFilter } from '@syncline/domain/view'
import { stringify } from 'csv-stringify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { demand, identify } from '../trpc/access.ts'
import type { Context } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'
import { demandOwnRead } from './origin.ts'

export interface ExportDeps {
  readonly ports: Ports
  readonly contextOf: (request: FastifyRequest, organizationId: string | null) => Context
}

const pageSize = 200
/** One file after another per process: each holds a page of rows, and the database. */
const mostAtOnce = 4

const filterText = z
  .string()
  .max(2_000)
  .default('{}')
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      ctx.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
const query = <Filter extends z.ZodType>(filter: Filter) =>
  z.strictObject({ organization: z.uuid(), filter: filterText.pipe(filter) })

type Record = globalThis.Record<string, string | number | null>

interface Exported {
  readonly permission: 'sync.read' | 'webhook.read' | 'event.read'
  /** Checks the address, and gives the pages that match, the newest row first. */
  readonly pages: (ports: Ports, organizationId: string, asked: unknown) => AsyncIterable<readonly Record[]>
}

const exported: Readonly<globalThis.Record<ListName | 'events', Exported>> = {
  syncs: {
    permission: 'sync.read',
    pages: (ports, organizationId, asked) => {
      const { filter } = query(syncFilter).parse(asked)
      return pagesOf(
        (cursor) => ports.syncReads.list(organizationId, { filter, limit: pageSize, ...cursor }),
        (row) => row.requestedPosition,
        (row) => ({
          sync_id: row.syncId,
          status: row.face,
          entity: row.entity,
          operation: row.operation,
          direction: row.direction,
          record: row.erased ? 'erased' : row.label,
          source: row.source.system,
          source_id: row.source.id,
          target: row.target.provider,
          connection: row.target.connectionName,
          external_id: row.externalId,
          tries: row.tries,
          error: row.error?.code ?? null,
          error_detail: row.error?.detail ?? null,
          reason: row.settled?.reason ?? null,
          requested_at: row.requestedAt,
          last_attempt_at: row.lastAttemptAt,
          updated_at: row.updatedAt,
          position: row.requestedPosition,
        }),
      )
    },
  },
  webhooks: {
    permission: 'webhook.read',
    pages: (ports, organizationId, asked) => {
      const { filter } = query(deliveryFilter).parse(asked)
      return pagesOf(
        (cursor) => ports.webhookReads.list(organizationId, { filter, limit: pageSize, ...cursor }),
        (row) => row.receivedPosition,
        (row) => ({
          delivery_id: row.deliveryId,
          status: row.status,
          reason: row.reason,
          provider: row.provider,
          connection: row.connectionName,
          event_type: row.eventType,
          event_id: row.providerEventId,
          size_bytes: row.sizeBytes,
          syncs: row.syncs,
          replays: row.replays,
          received_at: row.receivedAt,
          settled_at: row.settledAt,
          position: row.receivedPosition,
        }),
      )
    },
  },
  /** What an event says stays in the log: it is sealed where it is personal, and has no columns. */
  events: {
    permission: 'event.read',
    pages: (ports, organizationId, asked) => {
      const { filter } = query(eventFilter).parse(asked)
      return pagesOf(
        (cursor) => ports.eventReads.list(organizationId, { filter, limit: pageSize, ...cursor }),
        (row) => row.position,
        (row) => ({
          event: row.type,
          meaning: row.sentence,
          stream: row.stream,
          version: row.version,
          by: row.by.name,
          correlation_id: row.correlationId,
          causation_position: row.causationPosition,
          occurred_at: row.occurredAt,
          recorded_at: row.recordedAt,
          position: row.position,
        }),
      )
    },
  },
}

type Cursor = { readonly cursor?: { readonly position: number; readonly go: 'older' } }

async function* pagesOf<Row>(
  read: (cursor: Cursor) => Promise<{ readonly rows: readonly Row[]; readonly hasOlder: boolean }>,
  positionOf: (row: Row) => number,
  toRecord: (row: Row) => Record,
): AsyncIterable<readonly Record[]> {
  let cursor: Cursor = {}
  for (let left = mostExported; left > 0; ) {
    const { rows, hasOlder } = await read(cursor)
    yield rows.slice(0, left).map(toRecord)
    left -= rows.length
    const last = rows.at(-1)
    if (last === undefined || !hasOlder) return
    cursor = { cursor: { position: positionOf(last), go: 'older' } }
  }
}

async function* rowsOf(
  first: IteratorResult<readonly Record[]>,
  rest: AsyncIterator<readonly Record[]>,
): AsyncIterable<Record> {
  for (let page = first; !page.done; page = await rest.next()) yield* page.value
}

/**
 * `GET /api/export/syncs.csv`, `webhooks.csv` and `events.csv`: what matches a filter, up to `mostExported` rows, written as it is read.
 * Fields that a spreadsheet would take for a formula are made text. `?organization=<id>&filter=<JSON>`
 */
export function registerExport(app: FastifyInstance, { ports, contextOf }: ExportDeps): void {
  let running = 0
  app.get<{ Params: { file: string } }>(
    '/api/export/:file',
    { config: { stream: true }, exposeHeadRoute: false },
    async (request, reply) => {
      demandOwnRead(request.headers)
      const name = request.params.file.replace(/\.csv$/, '')
      const list = Object.hasOwn(exported, name) ? exported[name as keyof typeof exported] : null
      if (!list || !request.params.file.endsWith('.csv'))
        throw new SynclineError('RECORD_NOT_FOUND', { what: 'address' })
      const { organization } = request.query as { organization?: unknown }
      const ctx = contextOf(request, typeof organization === 'string' ? organization : null)
      const access = await identify(ctx)
      demand(access, list.permission)
      if (running >= mostAtOnce) throw new SynclineError('OVERLOADED', { what: 'exports' })
      const pages = list.pages(ports, access.organization.id, request.query)[Symbol.asyncIterator]()
      running++
      try {
        // Read before the answer begins, so that a failure is still an error and not half a file.
        const first = await pages.next()
        const csv = stringify({ header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' })
        csv.once('close', () => running--)
        const rows = Readable.from(rowsOf(first, pages))
        rows.once('error', (error) => csv.destroy(error))
        csv.once('close', () => rows.destroy())
        return await reply
          .type('text/csv; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="syncline-${name}.csv"`)
          .send(rows.pipe(csv))
      } catch (error) {
        running--
        throw error
      }
    },
  )
}
