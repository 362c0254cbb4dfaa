import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { bad, fields, flag, good, type Read, type Reader } from '../shape.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { invalid, notFound, refused } from './errors.ts'
import { noteEffect } from './members.ts'
import { freshHex, type MailchimpScope, stateOf } from './scope.ts'
import { eventTypes, type MailchimpEndpoint, sources } from './state.ts'

const maxEndpoints = 20
const checkTimeoutMs = 5_000

const flagsOf = <Name extends string>(names: readonly Name[]) =>
  fields(Object.fromEntries(names.map((name) => [name, flag])) as Record<Name, Reader<boolean>>)
const off = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, false])) as Record<Name, boolean>

type EndpointBody = Pick<MailchimpEndpoint, 'url' | 'events' | 'sources'>

export function readEndpoint(scope: MailchimpScope, body: unknown): Read<EndpointBody> {
  const read = fields<{
    url: string
    events: Partial<MailchimpEndpoint['events']>
    sources: Partial<MailchimpEndpoint['sources']>
  }>({
    url: (value, path) => readWebhookUrl(value, path, scope.ctx.limits.webhookHosts),
    events: flagsOf(eventTypes),
    sources: flagsOf(sources),
  })(body, '')
  if (!read.ok) return read
  const { url, events = {}, sources: from = {} } = read.value
  if (url === undefined) return bad('url', 'This value should not be blank.')
  return good({ url, events: { ...off(eventTypes), ...events }, sources: { ...off(sources), ...from } })
}

/** Mailchimp looks whether somebody answers 200 at the address before it takes it. */
export async function checkAddress(url: string): Promise<Answer | null> {
  const answered = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(checkTimeoutMs) })
    .then(async (response) => {
      await response.body?.cancel()
      return response.status
    })
    .catch(() => null)
  if (answered === 200) return null
  return invalid('url', 'The webhook URL could not be validated: it has to answer 200.')
}

export function createEndpoint(scope: MailchimpScope, body: EndpointBody): Result {
  const { endpoints } = stateOf(scope)
  const own = [...endpoints.oldestFirst()].filter(({ listId }) => listId === scope.listId)
  if (own.some(({ url }) => url === body.url))
    return refused(invalid('url', 'Sorry, you can’t set up multiple WebHooks for one URL.'))
  if (own.length >= maxEndpoints) return refused(invalid('url', `At most ${maxEndpoints} webhooks.`))
  const endpoint = { ...body, id: freshHex(10), listId: scope.listId, secret: freshHex(32) }
  endpoints.put(endpoint.id, endpoint)
  noteEffect(scope, endpoint.id, 'create', 'webhook')
  // Here, and never again.
  const once = { signing_enabled: true, signing_secret: endpoint.secret }
  return { executed: true, answer: jsonAnswer(200, { ...shownEndpoint(endpoint), ...once }) }
}

const shownEndpoint = ({ id, url, events, sources: from, listId }: MailchimpEndpoint) => ({
  id,
  url,
  events,
  sources: from,
  list_id: listId,
})

export function listEndpoints(scope: MailchimpScope): Result {
  const own = [...stateOf(scope).endpoints.oldestFirst()].filter(({ listId }) => listId === scope.listId)
  const body = { webhooks: own.map(shownEndpoint), list_id: scope.listId, total_items: own.length }
  return { executed: true, answer: jsonAnswer(200, body) }
}

export function removeEndpoint(scope: MailchimpScope, id: string): Result {
  const { endpoints } = stateOf(scope)
  if (endpoints.get(id)?.listId !== scope.listId) return refused(notFound())
  endpoints.remove(id)
  noteEffect(scope, id, 'delete', 'webhook')
  return { executed: true, answer: { status: 204, headers: {}, body: '' } }
}
