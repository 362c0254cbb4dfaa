import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Parcel } from '../provider.ts'
import type { NewDelivery } from '../webhooks/outbox.ts'
import { forgetOldest, queueWebhooks } from '../webhooks/queue.ts'
import { nameOf } from './member.ts'
import { type MailchimpScope, stateOf } from './scope.ts'
import { mailchimpSignature } from './sign.ts'
import { type MailchimpEventType, type MailchimpMember, mailchimpState } from './state.ts'

type Fields = Record<string, string>

/** Tells the hooks of an audience what became of a member: of one change one event, the weightiest. */
export function announce(
  scope: MailchimpScope,
  before: MailchimpMember | null,
  member: MailchimpMember,
): void {
  const type = typeOf(before, member)
  if (type) publish(scope, type, member.id, fieldsOf(type, before, member), nameOf(member))
}

function typeOf(before: MailchimpMember | null, member: MailchimpMember): MailchimpEventType | null {
  if (before && before.id !== member.id) return 'upemail'
  if (before?.status === member.status) {
    const isSame = JSON.stringify(before.merge_fields) === JSON.stringify(member.merge_fields)
    return isSame ? null : 'profile'
  }
  switch (member.status) {
    case 'subscribed':
      return 'subscribe'
    case 'cleaned':
      return 'cleaned'
    case 'unsubscribed':
    case 'archived':
      return before ? 'unsubscribe' : null
    default:
      return null
  }
}

function fieldsOf(type: MailchimpEventType, before: MailchimpMember | null, member: MailchimpMember): Fields {
  const list = { 'data[list_id]': member.list_id }
  if (type === 'upemail')
    return {
      ...list,
      'data[new_id]': member.unique_email_id,
      'data[new_email]': member.email_address,
      'data[old_email]': before?.email_address ?? '',
    }
  if (type === 'cleaned')
    return { ...list, 'data[campaign_id]': '', 'data[reason]': 'hard', 'data[email]': member.email_address }
  const merges = { EMAIL: member.email_address, ...member.merge_fields }
  const action = member.status === 'archived' ? 'delete' : 'unsub'
  return {
    ...(type === 'unsubscribe' ? { 'data[action]': action, 'data[reason]': 'manual' } : {}),
    'data[id]': member.unique_email_id,
    'data[email]': member.email_address,
    'data[email_type]': member.email_type,
    'data[ip_opt]': '203.0.113.9',
    'data[web_id]': String(member.web_id),
    ...Object.fromEntries(Object.entries(merges).map(([tag, text]) => [`data[merges][${tag}]`, text])),
    ...list,
  }
}

/** Records an event and queues it for every hook of the audience that listens to it, and to whoever caused it. */
export function publish(
  scope: MailchimpScope,
  type: MailchimpEventType,
  objectId: string,
  fields: Fields,
  name: string | null,
): void {
  const { ctx, account, listId, source } = scope
  const { events, endpoints } = stateOf(scope)
  const id = freshId('mev_', 20)
  const fired_at = new Date(ctx.now()).toISOString().slice(0, 19).replace('T', ' ')
  events.put(id, { id, form: new URLSearchParams({ type, fired_at, ...fields }).toString() })
  forgetOldest(events, ctx.limits.events)
  scope.eventIds.push(id)
  const listening = [...endpoints.oldestFirst()].filter(
    (endpoint) => endpoint.listId === listId && endpoint.events[type] && endpoint.sources[source],
  )
  const deliveries = listening.map(
    (endpoint): NewDelivery => ({
      provider: 'mailchimp',
      account,
      endpointId: endpoint.id,
      eventId: id,
      eventType: type,
      objectId,
    }),
  )
  queueWebhooks(ctx, name, type === 'subscribe', deliveries)
}

/** Signed anew on every try where the hook has a secret; the body stays. */
export async function mailchimpParcel(
  ctx: ProviderContext,
  delivery: { account: string; endpointId: string; eventId: string },
): Promise<Parcel | null> {
  const { endpoints, events } = mailchimpState(ctx.store, delivery.account)
  const endpoint = endpoints.get(delivery.endpointId)
  const event = events.get(delivery.eventId)
  if (!endpoint || !event) return null
  const { secret } = endpoint
  const seconds = Math.floor(ctx.now() / 1000)
  return {
    url: endpoint.url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'MailChimp',
      ...(secret === null
        ? {}
        : { 'x-mailchimp-signature': mailchimpSignature(event.form, secret, seconds) }),
    },
    body: event.form,
  }
}
