import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { type FormHash, plainText } from './form.ts'
import { listAnswer } from './lists.ts'
import { type StoredEndpoint, type StripeEndpoint, stripeState } from './state.ts'

const maxEndpoints = 16
const maxEventNames = 200
const eventName = /^(\*|[a-z0-9_]+(\.[a-z0-9_]+)+)$/

type Changes = Partial<
  Pick<StripeEndpoint, 'api_version' | 'description' | 'enabled_events' | 'status' | 'url'>
>
type Parsed = { ok: true; value: Changes } | { ok: false; answer: Answer }

const refused = (answer: Answer): Result => ({ executed: false, answer })

function parse(ctx: ProviderContext, form: FormHash): Parsed {
  const changes: Changes = {}
  for (const [param, value] of Object.entries(form)) {
    switch (param) {
      case 'url': {
        const read = readWebhookUrl(value, 'url', ctx.limits.webhookHosts)
        if (!read.ok)
          return {
            ok: false,
            answer: invalidRequest(`Invalid URL: it ${read.problem.message}.`, 'url', 'url_invalid'),
          }
        changes.url = read.value
        break
      }
      case 'enabled_events': {
        const names = Array.isArray(value)
          ? value.filter((name) => typeof name === 'string' && eventName.test(name))
          : []
        if (
          !Array.isArray(value) ||
          names.length !== value.length ||
          names.length === 0 ||
          names.length > maxEventNames
        ) {
          return {
            ok: false,
            answer: invalidRequest('Invalid array: enabled_events takes event types or *.', 'enabled_events'),
          }
        }
        changes.enabled_events = names as string[]
        break
      }
      case 'description':
        changes.description = plainText(value)?.slice(0, 5000) || null
        break
      case 'api_version':
        changes.api_version = plainText(value)?.slice(0, 50) || null
        break
      case 'connect':
        if (value !== 'true' && value !== 'false')
          return { ok: false, answer: invalidRequest('Invalid boolean: connect', 'connect') }
        break
      case 'disabled':
        changes.status = value === 'true' ? 'disabled' : 'enabled'
        break
      case 'expand':
      case 'metadata':
        break
      default:
        return {
          ok: false,
          answer: invalidRequest(
            `Received unknown parameter: ${param.slice(0, 100)}`,
            param,
            'parameter_unknown',
          ),
        }
    }
  }
  return { ok: true, value: changes }
}

export function newEndpoint(
  ctx: ProviderContext,
  values: { url: string; enabledEvents: string[]; secret: string; registered: boolean },
): StoredEndpoint {
  const id = freshId('we_1', 23)
  return {
    id,
    endpoint: {
      id,
      object: 'webhook_endpoint',
      api_version: null,
      application: null,
      created: Math.floor(ctx.now() / 1000),
      description: null,
      enabled_events: values.enabledEvents,
      livemode: false,
      metadata: {},
      status: 'enabled',
      url: values.url,
    },
    secret: values.secret,
    registered: values.registered,
    connect: false,
  }
}

export function createEndpoint(ctx: ProviderContext, account: string, form: FormHash): Result {
  const parsed = parse(ctx, form)
  if (!parsed.ok) return refused(parsed.answer)
  const { url, enabled_events: enabledEvents } = parsed.value
  if (url === undefined)
    return refused(invalidRequest('Missing required param: url.', 'url', 'parameter_missing'))
  if (!enabledEvents) {
    return refused(
      invalidRequest('Missing required param: enabled_events.', 'enabled_events', 'parameter_missing'),
    )
  }
  const { endpoints } = stripeState(ctx.store, account)
  if (endpoints.size >= maxEndpoints) {
    return refused(invalidRequest(`You have reached the maximum of ${maxEndpoints} test webhook endpoints.`))
  }
  const stored = newEndpoint(ctx, { url, enabledEvents, secret: freshId('whsec_', 32), registered: false })
  const endpoint = { ...stored.endpoint, ...parsed.value }
  endpoints.put(stored.id, { ...stored, endpoint, connect: form.connect === 'true' })
  return { executed: true, answer: jsonAnswer(200, { ...endpoint, secret: stored.secret }) }
}

export function updateEndpoint(ctx: ProviderContext, account: string, id: string, form: FormHash): Result {
  const { endpoints } = stripeState(ctx.store, account)
  const stored = endpoints.get(id)
  if (!stored) return refused(resourceMissing('webhook endpoint', id))
  const parsed = parse(ctx, form)
  if (!parsed.ok) return refused(parsed.answer)
  const endpoint = { ...stored.endpoint, ...parsed.value }
  endpoints.put(id, { ...stored, endpoint })
  return { executed: true, answer: jsonAnswer(200, endpoint) }
}

export function deleteEndpoint(ctx: ProviderContext, account: string, id: string): Result {
  const { endpoints } = stripeState(ctx.store, account)
  if (!endpoints.get(id)) return refused(resourceMissing('webhook endpoint', id))
  endpoints.remove(id)
  return { executed: true, answer: jsonAnswer(200, { id, object: 'webhook_endpoint', deleted: true }) }
}

export function retrieveEndpoint(ctx: ProviderContext, account: string, id: string): Result {
  const stored = stripeState(ctx.store, account).endpoints.get(id)
  if (!stored) return refused(resourceMissing('webhook endpoint', id))
  return { executed: true, answer: jsonAnswer(200, stored.endpoint) }
}

export function listEndpoints(ctx: ProviderContext, account: string, query: URLSearchParams): Answer {
  return listAnswer<StoredEndpoint>({
    url: '/v1/webhook_endpoints',
    noun: 'webhook endpoint',
    table: stripeState(ctx.store, account).endpoints,
    query,
    visible: () => true,
    show: (stored) => stored.endpoint,
    filters: () => ({ ok: true, shows: () => true }),
  })
}
