import type { ErrorCode } from '@syncline/domain/error'
import { z } from 'zod'
import { failureOfRead, jsonOf, judgeSilence, malformed, maskDetail, retryAfterMs } from '../answer.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type {
  Access,
  Manifest,
  PullFailure,
  WebhookEndpoint,
  WebhookEndpoints,
  WrittenEndpoint,
} from '../provider.ts'
import { headerValue } from '../shape.ts'
import { ask, failureIn, noKey } from './client.ts'
import { encodeForm, type FormMembers } from './form.ts'
import { objectId } from './id.ts'
import { apiVersion } from './manifest.ts'
import { errorSchema } from './outcome.ts'
import { routes } from './routes.ts'

const path = '/v1/webhook_endpoints'

/** https://docs.stripe.com/api/webhook_endpoints: an account has sixteen at most. */
const endpointSchema = z
  .object({
    id: objectId,
    url: z.string().max(2_048),
    enabled_events: z.array(z.string().max(120)).max(1_000),
    status: z.string().max(60),
    created: z.int().min(0),
    secret: z.string().min(1).max(255).nullish(),
  })
  .transform(({ id, url, enabled_events: eventTypes, status, created, secret }) => ({
    secret: secret ?? null,
    endpoint: {
      id,
      url,
      eventTypes,
      isEnabled: status === 'enabled',
      createdAt: new Date(created * 1_000).toISOString(),
    } satisfies WebhookEndpoint,
  }))
const listSchema = z.object({ data: z.array(endpointSchema).max(100) })
const removedSchema = z.object({ id: objectId, deleted: z.literal(true) })

/** Every type that is read, and no other. */
const eventTypes = [...routes.keys()].sort()

/** The addresses that Stripe sends webhooks of an account to. Nothing is repeated inside. */
export function webhookEndpoints(limits: Manifest['limits']): WebhookEndpoints {
  const write = (
    call: { method: 'POST' | 'DELETE'; path: string; members: FormMembers; key: string | null },
    access: Access,
  ) => writeTo(call, access, limits)
  return {
    eventTypes,
    async list(access) {
      const asked = await ask(access, null, limits, (stripe, options) =>
        stripe.webhookEndpoints.list({ limit: 100 }, options),
      )
      if (!asked.ok) return failureIn(asked)
      const read = listSchema.safeParse(asked.answer)
      return read.success
        ? { ok: true, endpoints: read.data.data.map(({ endpoint }) => endpoint) }
        : malformed
    },
    async create({ url, description }, key, access) {
      // Events come in the version that they are read in, whatever the account's own is.
      const members = { url, description, api_version: apiVersion, enabled_events: numbered(eventTypes) }
      const written = await write({ method: 'POST', path, members, key }, access)
      if (!written.ok) return written
      const read = endpointSchema.safeParse(written.answer)
      if (!read.success || read.data.secret === null) return unreadable
      return { ok: true, endpoint: read.data.endpoint, secret: read.data.secret }
    },
    async correct(endpointId, access) {
      const members = { disabled: 'false', enabled_events: numbered(eventTypes) }
      const written = await write(
        { method: 'POST', path: `${path}/${endpointId}`, members, key: null },
        access,
      )
      return endpointIn(written)
    },
    async disable(endpointId, access) {
      const members = { disabled: 'true' }
      const written = await write(
        { method: 'POST', path: `${path}/${endpointId}`, members, key: null },
        access,
      )
      return endpointIn(written)
    },
    async remove(endpointId, access) {
      const call = { method: 'DELETE', path: `${path}/${endpointId}`, members: {}, key: null } as const
      const written = await write(call, access)
      if (!written.ok) return written.code === 'RECORD_NOT_FOUND' ? { ok: true } : written
      return removedSchema.safeParse(written.answer).success ? { ok: true } : unreadable
    },
  }
}

const numbered = (texts: readonly string[]) =>
  Object.fromEntries(texts.map((text, index) => [String(index), text]))

/** It may have been done: asked again under the same key, or looked at, it says so. */
const unreadable: PullFailure = { ...malformed, retryable: true }

type Written = { readonly ok: true; readonly answer: unknown } | PullFailure

function endpointIn(written: Written): WrittenEndpoint {
  if (!written.ok) return written
  const read = endpointSchema.safeParse(written.answer)
  return read.success ? { ok: true, endpoint: read.data.endpoint } : unreadable
}

async function writeTo(
  call: { method: 'POST' | 'DELETE'; path: string; members: FormMembers; key: string | null },
  access: Access,
  limits: Manifest['limits'],
): Promise<Written> {
  const secret = headerValue.safeParse(access.secrets.api_key)
  if (!secret.success) return { ok: false, ...noKey }
  const body = call.method === 'DELETE' ? '' : encodeForm(call.members)
  const outcome = await exchange({
    method: call.method,
    baseUrl: access.baseUrl,
    path: call.path,
    headers: {
      authorization: `Bearer ${secret.data}`,
      'stripe-version': apiVersion,
      ...(call.key === null ? {} : { 'idempotency-key': call.key }),
      ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      accept: 'application/json',
    },
    body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  return judge(outcome, access.now())
}

function judge(outcome: HttpOutcome, now: Date): Written {
  if (outcome.kind === 'unanswered') {
    const { code, retryable } = judgeSilence(outcome)
    return { ok: false, code, retryable, retryAfterMs: 0, detail: null }
  }
  const { status, headers } = outcome
  const answer = jsonOf(outcome.body)
  if (status >= 200 && status < 300) return answer === undefined ? unreadable : { ok: true, answer }
  const error = errorSchema.safeParse(answer)
  const said = error.success ? error.data.error : null
  const code: ErrorCode | null =
    status === 404 && said?.code === 'resource_missing'
      ? 'RECORD_NOT_FOUND'
      : status === 400
        ? 'PROVIDER_REFUSED'
        : null
  const detail = said && maskDetail(said.message)
  // «Still at it» under the same key.
  if (status === 409) return { ...unreadable, code: 'OUTCOME_UNKNOWN', detail }
  if (code === null) return failureOfRead(outcome, detail, now)
  return {
    ok: false,
    code,
    retryable: false,
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
    detail,
  }
}
