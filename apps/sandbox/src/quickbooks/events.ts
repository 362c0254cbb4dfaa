import { createHmac, randomUUID } from 'node:crypto'
import type { ProviderContext } from '../context.ts'
import type { Parcel } from '../provider.ts'
import { forgetOldest, queueWebhooks } from '../webhooks/queue.ts'
import type { Change, Scope } from './scope.ts'
import { companies, eventsOf, objectsOf } from './state.ts'

const operations = { created: 'Create', updated: 'Update', deleted: 'Delete', voided: 'Void' } as const

/** Tells of changes that were made at once, in one webhook: pointers only, no values. Gives the ids of its events. */
export function publish({ ctx, realmId }: Scope, changes: readonly Change[]): string[] {
  const company = companies(ctx.store).get(realmId)
  if (!company?.webhookUrl || changes.length === 0) return []
  const time = new Date(ctx.now()).toISOString()
  const ids = changes.map(() => randomUUID())
  const [first] = changes as [Change]
  const eventId = ids[0] as string
  const body =
    company.webhookFormat === 'legacy'
      ? {
          eventNotifications: [
            {
              realmId,
              dataChangeEvent: {
                entities: changes.map(({ kind, verb, objectId }) => ({
                  name: kind.name,
                  id: objectId,
                  operation: operations[verb],
                  lastUpdated: time,
                })),
              },
            },
          ],
        }
      : changes.map(({ kind, verb, objectId }, index) => ({
          specversion: '1.0',
          id: ids[index],
          source: 'intuit.c2FuZGJveA==',
          type: `qbo.${kind.name.toLowerCase()}.${verb}.v1`,
          datacontenttype: 'application/json',
          // To the nanosecond, as Intuit writes it.
          time: time.replace('Z', '000000Z'),
          intuitentityid: objectId,
          intuitaccountid: realmId,
          data: {},
        }))
  const events = eventsOf(ctx.store, realmId)
  events.put(eventId, { id: eventId, json: JSON.stringify(body) })
  forgetOldest(events, ctx.limits.events)
  const name = objectsOf(ctx.store, realmId, first.kind.name).get(first.objectId)?.DisplayName
  queueWebhooks(ctx, typeof name === 'string' ? name : null, first.verb === 'created', [
    {
      provider: 'quickbooks',
      account: realmId,
      endpointId: realmId,
      eventId,
      eventType: `${first.kind.name.toLowerCase()}.${first.verb}`,
      objectId: first.objectId,
    },
  ])
  return ids
}

export async function qboParcel(
  ctx: ProviderContext,
  delivery: { account: string; eventId: string },
): Promise<Parcel | null> {
  const company = companies(ctx.store).get(delivery.account)
  const event = eventsOf(ctx.store, delivery.account).get(delivery.eventId)
  if (!company?.webhookUrl || !company.verifierToken || !event) return null
  return {
    url: company.webhookUrl,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'intuit_notification_sandbox',
      'intuit-signature': createHmac('sha256', company.verifierToken).update(event.json).digest('base64'),
    },
    body: event.json,
  }
}
