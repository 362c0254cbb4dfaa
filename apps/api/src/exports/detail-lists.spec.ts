import type { ExportedList } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { createMemoryPorts } from '../testing/ports.ts'
import type { Access } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'
import { exported } from './lists.ts'

const at = '2026-11-21T10:00:00.000Z'
const connectionId = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b09'
const organization = { id: '0d5cbb0f-7c77-4b39-a3a3-7c3f6a2d1b01', name: 'Marina Group' }
const access: Access = { actor: 'key:k', signIn: null, organization, role: 'key', permissions: [] }
const noReal = {} as Parameters<typeof createMemoryPorts>[1]
const ports = createMemoryPorts(new Map([[connectionId, organization.id]]), noReal)

/** Lines of a list, each as its cells by their column. */
async function linesOf(list: ExportedList, filter: unknown, own: Partial<Ports> = {}) {
  const { columns, pages } = exported[list]
  const asked = { organization: organization.id, filter: JSON.stringify(filter) }
  const lines = []
  for await (const page of pages({ ...ports, ...own }, access, asked))
    for (const line of page) lines.push(Object.fromEntries(columns.map((name, index) => [name, line[index]])))
  return lines
}

describe('an export of what is on a page', () => {
  it('has a line for each credential, and of it what the page shows', async () => {
    const credential = {
      kind: 'api_key',
      version: 2,
      lastFour: '4242',
      createdAt: at,
      retiredAt: null,
      uses: 7,
      lastUsedAt: at,
      validatedAt: at,
      validation: 'ok',
    } as const
    const connectionReads = {
      ...ports.connectionReads,
      credentials: async () => ({ credentials: [credential], keptBy: 'local-file' as const }),
    }
    const lines = await linesOf('credentials', { connectionId }, { connectionReads })
    expect(lines).toMatchObject([{ kind: 'api_key', version: 2, last_four: '4242', uses: 7, test: 'ok' }])
  })

  it('finds no credentials of a connection that is not there', async () => {
    const elsewhere = { connectionId: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b10' }
    await expect(linesOf('credentials', elsewhere)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })

  it('has a line for each kept answer, and nothing of what it says', async () => {
    const entry = {
      about: 'c7',
      readAt: at,
      ageMs: 1,
      isStale: true,
      sizeBytes: 90,
      failure: null,
      failedAt: null,
    }
    const cachedReads = {
      ...ports.cachedReads,
      list: async () => [{ name: 'terms', lifeMs: 3_600_000, about: null, entries: [entry, entry] }],
    }
    const lines = await linesOf('cached', { connectionId }, { cachedReads })
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ read: 'terms', about: 'c7', out_of_date: 'yes', size_bytes: 90 })
  })

  it('has the flows of one connection, with the names of both ends', async () => {
    const flow = { entity: 'customer', conflictPolicy: 'newest_wins' } as const
    const connectionReads = {
      ...ports.connectionReads,
      flows: async () => [
        { ...flow, flowId: 'mine', sourceConnectionId: 'c', targetConnectionId: connectionId },
        { ...flow, flowId: 'not mine', sourceConnectionId: 'c', targetConnectionId: 'd' },
      ],
    }
    expect(await linesOf('flows', { connectionId }, { connectionReads })).toMatchObject([
      { flow_id: 'mine', source_connection: 'FlashERP', target_connection: null },
    ])
  })

  it('has refunds in whole minor units', async () => {
    const refund = {
      syncId: 's',
      amount: { amount: 2_500, currency: 'NGN' },
      face: 'synced',
      externalId: 're_1',
      reason: 'Twice',
      by: { actor: 'user:u', name: 'Ngozi' },
      requestedAt: at,
    } as const
    const lines = await linesOf(
      'refunds',
      { connectionId, paymentId: 'pi_1' },
      { refunds: { ...ports.refunds, list: async () => [refund] } },
    )
    expect(lines).toMatchObject([{ amount_minor: 2_500, currency: 'NGN', by: 'Ngozi' }])
  })

  it('has the views of one list, or of all', async () => {
    const view = { viewId: 'v', name: 'Failed', address: '?status=failed', by: { name: null } }
    const savedViews = {
      ...ports.savedViews,
      list: async () => [
        { ...view, list: 'syncs' as const },
        { ...view, list: 'events' as const },
      ],
    }
    expect(await linesOf('views', {}, { savedViews })).toHaveLength(2)
    expect(await linesOf('views', { list: 'events' }, { savedViews })).toMatchObject([{ list: 'events' }])
  })

  it('puts syncs and webhooks of one step into one line', async () => {
    const time = { from: '2026-11-21T09:00:00.000Z', to: at }
    const none = await ports.metricReads.overview(organization.id, { ...time, timeZone: 'UTC' })
    const syncs = {
      at,
      connectionId: null,
      entity: null,
      requested: 3,
      synced: 1,
      failed: 2,
      skipped: 0,
      cancelled: 0,
      retries: 4,
      deepestRetry: 2,
      depths: {},
      tries: 5,
      duration: { average: 9.4, p50: 8.02, p95: 20, p99: 21 },
      errors: { TIMEOUT: 1, NETWORK_ERROR: 3 },
    }
    const webhooks = { received: 6, routed: 4, ignored: 1, quarantined: 1, replayed: 0, refused: 2 }
    const metricReads = {
      ...ports.metricReads,
      overview: async () => ({
        ...none,
        buckets: [syncs],
        webhooks: [
          { at, ...webhooks },
          { at: time.from, ...webhooks },
        ],
      }),
    }
    const lines = await linesOf('metrics', time, { metricReads })
    expect(lines).toMatchObject([
      { from: time.from, requested: 0, p50_ms: null, webhooks: 6 },
      {
        from: at,
        requested: 3,
        average_ms: 9,
        p50_ms: 8,
        errors: 'NETWORK_ERROR 3; TIMEOUT 1',
        webhooks_refused: 2,
      },
    ])
  })
})
