import { readOrganization } from '@syncline/db/pool'
import { countDeliveries, listDeliveries, listRefused, readDeliveryDetail } from '@syncline/db/queries'
import type {
  DeliveryCounts,
  DeliveryDetail,
  DeliveryFilter,
  DeliveryList,
  DeliveryListInput,
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
        const page = await listDeliveries({ tx, organizationId }, input)
        return { ...page, position, behind: input.atLeast !== undefined && position < input.atLeast }
      })
    },
    async counts(organizationId: string, filter: DeliveryFilter): Promise<DeliveryCounts> {
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        return { ...(await countDeliveries({ tx, organizationId }, filter)), position }
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
    refused: (organizationId: string, connectionId: string | null): Promise<readonly RefusedWebhook[]> =>
      readOrganization(pool, organizationId, (tx) => listRefused({ tx, organizationId }, connectionId)),
  }
}
