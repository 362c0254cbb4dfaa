import type { PushHarness } from '../../testing/harness.ts'
import { customerSample } from '../samples/index.ts'

export const error = (category: string, code: string) =>
  JSON.stringify({
    errors: [{ category, code, detail: 'No: sk_test_canary4711 of Canary Nameson (canary@example.com).' }],
  })
const invalid = (code: string) => error('INVALID_REQUEST_ERROR', code)
const written = (changes: object = {}) =>
  JSON.stringify({
    customer: customerSample({
      id: 'fcu_1',
      given_name: 'Canary',
      family_name: 'Nameson',
      reference_id: 'cus_Canary',
      version: 4,
      ...changes,
    }),
  })

const malformed = 'PROVIDER_MALFORMED_RESPONSE unknown retryable'
/** Answers to a write and what has to be made of them. */
export const answers: PushHarness['answers'] = [
  {
    title: '400',
    on: 'create',
    answer: { status: 400, body: invalid('INVALID_PHONE_NUMBER') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 for want of a parameter',
    on: 'create',
    answer: { status: 400, body: invalid('MISSING_REQUIRED_PARAMETER') },
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '400 on a key used before',
    on: 'create',
    answer: { status: 400, body: invalid('IDEMPOTENCY_KEY_REUSED') },
    expect: 'IDEMPOTENCY_CONFLICT rejected',
  },
  {
    title: '400 of another version',
    on: 'update',
    answer: { status: 400, body: invalid('VERSION_MISMATCH') },
    expect: 'VERSION_CONFLICT rejected retryable',
    learned: { externalId: 'fcu_1', externalVersion: null },
  },
  {
    title: '401',
    on: 'create',
    answer: { status: 401, body: error('AUTHENTICATION_ERROR', 'UNAUTHORIZED') },
    expect: 'INVALID_CREDENTIALS not_executed',
  },
  {
    title: '401 of a token that ran out',
    on: 'create',
    answer: { status: 401, body: error('AUTHENTICATION_ERROR', 'ACCESS_TOKEN_EXPIRED') },
    expect: 'TOKEN_EXPIRED not_executed',
  },
  {
    title: '402',
    on: 'create',
    answer: { status: 402, body: error('PAYMENT_METHOD_ERROR', 'CARD_DECLINED') },
    expect: 'PAYMENT_FAILED rejected',
  },
  {
    title: '403',
    on: 'create',
    answer: { status: 403, body: error('AUTHENTICATION_ERROR', 'INSUFFICIENT_SCOPES') },
    expect: 'PROVIDER_FORBIDDEN not_executed',
  },
  {
    title: '404 on a create',
    on: 'create',
    answer: { status: 404, body: '<h1>Not here</h1>' },
    expect: 'NOT_CONFIGURED rejected',
  },
  {
    title: '404 on a change',
    on: 'update',
    answer: { status: 404, body: invalid('NOT_FOUND') },
    expect: 'RECORD_NOT_FOUND rejected',
  },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '409 still at it',
    on: 'create',
    answer: { status: 409, headers: { 'retry-after': '2' }, body: invalid('CONFLICT') },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
    retryAfterMs: 2_000,
  },
  {
    title: '409 of another version',
    on: 'update',
    answer: { status: 409, body: invalid('CONFLICT') },
    expect: 'VERSION_CONFLICT rejected retryable',
    learned: { externalId: 'fcu_1', externalVersion: null },
  },
  {
    title: '429',
    on: 'create',
    answer: {
      status: 429,
      headers: { 'retry-after': '30' },
      body: error('RATE_LIMIT_ERROR', 'RATE_LIMITED'),
    },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 30_000,
  },
  {
    title: '500',
    on: 'create',
    answer: { status: 500, body: error('API_ERROR', 'INTERNAL_SERVER_ERROR') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '501',
    on: 'create',
    answer: { status: 501, body: error('API_ERROR', 'NOT_IMPLEMENTED') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '502 of a gateway',
    on: 'create',
    answer: { status: 502, body: '<html>Canary Nameson</html>' },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '503',
    on: 'create',
    answer: { status: 503, body: error('API_ERROR', 'SERVICE_UNAVAILABLE') },
    expect: 'PROVIDER_UNAVAILABLE unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: malformed,
  },
  { title: '200', on: 'create', answer: { status: 200, body: written() }, expect: 'done created' },
  { title: '200', on: 'update', answer: { status: 200, body: written() }, expect: 'done updated' },
  {
    title: '200 of another object',
    on: 'update',
    answer: { status: 200, body: written({ id: 'cus_2' }) },
    expect: malformed,
  },
  {
    title: '200 of another record',
    on: 'create',
    answer: { status: 200, body: written({ reference_id: 'cus_other' }) },
    expect: malformed,
  },
  {
    title: '200 with an id that climbs',
    on: 'create',
    answer: { status: 200, body: written({ id: '..' }) },
    expect: malformed,
  },
  {
    title: '200 with errors in it',
    on: 'create',
    answer: { status: 200, body: error('API_ERROR', 'INTERNAL_SERVER_ERROR') },
    expect: malformed,
  },
  { title: '200 garbled', on: 'create', answer: { status: 200, body: `${written()}}` }, expect: malformed },
  {
    title: '200 cut',
    on: 'create',
    answer: { status: 200, body: written(), ending: 'cut' },
    expect: malformed,
  },
  {
    title: '200 that never ends',
    on: 'create',
    answer: { status: 200, body: written(), ending: 'hold' },
    expect: 'TIMEOUT unknown retryable',
  },
  {
    title: 'a closed socket',
    on: 'create',
    answer: { status: 0, body: '', ending: 'reset' },
    expect: 'NETWORK_UNREACHABLE unknown retryable',
  },
  {
    title: '200 too large',
    on: 'create',
    answer: { status: 200, body: written({ note: 'x'.repeat(70_000) }) },
    expect: malformed,
  },
]
