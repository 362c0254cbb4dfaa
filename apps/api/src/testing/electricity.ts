import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { RechargeCreateInput } from '@syncline/domain/view'
import { bySystem, foundOrganization, keepSecret, type TestHub } from './hub.ts'

export interface TestWallet {
  readonly organizationId: string
  readonly connectionId: string
  /** A connection to somebody else. */
  readonly stripeId: string
}

/** An organization with a connection to BuyPower. @param url of what plays it, or stands before it */
export async function foundWallet(hub: TestHub, url: string, apiKey: string): Promise<TestWallet> {
  const { organizationId, stripeId } = await foundOrganization(hub, { flows: [] })
  const connectionId = randomUUID()
  const baseUrl = `${url}/buypower/v2`
  const data = { provider: 'buypower', name: 'BuyPower', venue: 'Quay 4', accountId: 'wallet', baseUrl }
  await hub.appender.append({
    organizationId,
    stream: `connection-${connectionId}`,
    events: [{ type: 'ConnectionConnected', data }],
    context: bySystem(),
  })
  await keepSecret(hub, organizationId, connectionId, 'api_key', apiKey)
  await advanceProjection(hub.workerPool, 'directory')
  return { organizationId, connectionId, stripeId }
}

/** ₦5,000 for a meter that there is. */
export const askedRecharge = (
  connectionId: string,
  changes: Partial<RechargeCreateInput> = {},
): RechargeCreateInput => ({
  connectionId,
  requestId: randomUUID(),
  disco: 'EKO',
  vendType: 'PREPAID',
  meter: '04123456789',
  amountKobo: 500_000,
  phone: '0803 123 4567',
  ...changes,
})
