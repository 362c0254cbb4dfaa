import { readOrganization } from '@syncline/db/pool'
import {
  countDeliveries,
  listDeliveries,
  listRefused,
  placed,
  readDeliveryDetail,
} from '@syncline/db/queries'
import type {
  DeliveryCounts,
  DeliveryDetail,
  DeliveryFilter,
  DeliveryList,
  DeliveryListInput,
  RefusedFilter,
  RefusedWebhook,
} from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from './horizon.ts'

/** What the screens read of webhooks. An answer names the position up to which it is true. */
export function createWebhookReads(deps: ReadsDeps) {
  const { pool, vault, namesOf } = deps
  const { caughtUp, positionNow } = createHorizon(deps.bell, 'delivery')

  return {
    async list(organizationId: string, input: DeliveryListInput): Promise<DeliveryList> {
      await caughtUp(input.atLeast)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const filter = await placed(tx, organizationId, input.filter)
        const page = await listDeliveries({ tx, organizationId }, { ...input, filter })
        return { ...page, position, behind: input.atLeast !== undefined && position < input.atLeast }
      })
    },
    async counts(organizationId: string, filter: DeliveryFilter): Promise<DeliveryCounts> {
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const there = await placed(tx, organizationId, filter)
        return { ...(await countDeliveries({ tx, organizationId }, there)), position }
      })
    },
    async detail(
      organizationId: string,
      deliveryId: string,
      atLeast?: number,
    ): Promise<DeliveryDetail | null> {
      await caughtUp(atLeast)
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const detail = await readDeliveryDetail({ tx, organizationId, keys, namesOf }, deliveryId)
        return detail && { ...detail, position, behind: atLeast !== undefined && position < atLeast }
      })
    },
    refused: (organizationId: string, filter: RefusedFilter): Promise<readonly RefusedWebhook[]> =>
      readOrganization(pool, organizationId, async (tx) =>
        listRefused({ tx, organizationId }, await placed(tx, organizationId, filter)),
      ),
  }
}
