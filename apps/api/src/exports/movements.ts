import { setTimeout as pause } from 'node:timers/promises'
import { SynclineError } from '@syncline/domain/error'
import { movementFilter } from '@syncline/domain/view'
import { z } from 'zod'
import type { Movements } from '../movements/index.ts'
import { type PageAsked, paged } from './list.ts'

const movementsOf = movementFilter.extend({ connectionId: z.uuid() })
type MovementsOf = z.output<typeof movementsOf>

/** The provider gives so many at once. */
const mostAtOnce = 100
/** A file has time: where others have used up the provider's limit, it waits. */
const mostWaits = 30
const longestWaitMs = 5_000

const isLimited = (error: unknown): error is SynclineError =>
  error instanceof SynclineError && error.code === 'RATE_LIMIT_EXCEEDED'

async function patiently<Result>(read: () => Promise<Result>): Promise<Result> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await read()
    } catch (error) {
      if (!isLimited(error) || waits >= mostWaits) throw error
      const { retryAfterMs } = error.details
      await pause(Math.min(typeof retryAfterMs === 'number' ? retryAfterMs : 1_000, longestWaitMs))
    }
  }
}

/** What moved in the balance of one connection. Amounts are whole minor units. */
export const movements = paged({
  permission: 'connection.read',
  filter: movementsOf,
  read: (
    ports: { readonly movements: Movements },
    organizationId,
    { filter: { connectionId, ...filter }, limit, ...page }: PageAsked<MovementsOf, string>,
  ) =>
    patiently(() =>
      ports.movements.list(organizationId, {
        connectionId,
        filter,
        limit: Math.min(limit, mostAtOnce),
        ...page,
      }),
    ),
  after: ({ movementId }) => movementId,
  columns: {
    movement_id: (row) => row.movementId,
    type: (row) => row.type,
    status: (row) => row.status,
    amount: (row) => row.amount.amount,
    fee: (row) => row.fee.amount,
    net: (row) => row.net.amount,
    currency: (row) => row.amount.currency,
    source_id: (row) => row.sourceId,
    created_at: (row) => row.createdAt,
    available_at: (row) => row.availableAt,
  },
})
