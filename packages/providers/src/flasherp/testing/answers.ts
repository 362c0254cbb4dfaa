import type { PushHarness } from '../../testing/harness.ts'
import { customerSample } from '../samples/index.ts'

/** An error as FlashERP words it, quoting the record it was about. */
export const error = (code: string, more: object = {}) =>
  JSON.stringify({ error: { code, message: 'Canary Nameson (canary@example.com) was not taken.', ...more } })
const written = (changes: object = {}) =>
  JSON.stringify({
    ...customerSample({ id: 'fcu_1', version: 4, external_ref: 'cus_Canary', name: 'Canary Nameson' }),
    ...changes,
  })

/** Answers of each class to a write, and what they come to. */
export const answers: PushHarness['answers'] = [
  {
    title: '400',
    on: 'create',
    answer: { status: 400, body: error('validation', { field: 'email' }) },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 on a field we have nothing for',
    on: 'create',
    answer: { status: 400, body: error('validation', { field: 'address.line2' }) },
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '401',
    on: 'create',
    answer: { status: 401, body: error('unauthorized') },
    expect: 'INVALID_CREDENTIALS not_executed',
  },
  {
    title: '403',
    on: 'create',
    answer: { status: 403, body: error('forbidden') },
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
    answer: { status: 404, body: error('not_found') },
    expect: 'RECORD_NOT_FOUND rejected',
  },
  { title: '405', on: 'create', answer: { status: 405, body: '' }, expect: 'PROVIDER_REFUSED rejected' },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '409 duplicate',
    on: 'create',
    answer: {
      status: 409,
      body: error('duplicate', { field: 'external_ref', existing_id: 'fcu_9', existing_version: 2 }),
    },
    expect: 'DUPLICATE_RECORD rejected retryable',
    learned: { externalId: 'fcu_9', externalVersion: 2 },
  },
  {
    title: '409 duplicate that names a path instead of an id',
    on: 'create',
    answer: { status: 409, body: error('duplicate', { existing_id: '../admin' }) },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
  },
  {
    title: '409 duplicate that names nothing',
    on: 'create',
    answer: { status: 409, body: error('duplicate') },
    expect: 'DUPLICATE_RECORD rejected',
  },
  {
    title: '409 duplicate on a change',
    on: 'update',
    answer: { status: 409, body: error('duplicate', { existing_id: 'fcu_9', existing_version: 2 }) },
    expect: 'DUPLICATE_RECORD rejected',
  },
  {
    title: '409 stale version',
    on: 'update',
    answer: { status: 409, body: error('stale_version', { current_version: 8 }) },
    expect: 'VERSION_CONFLICT rejected retryable',
    learned: { externalId: 'fcu_1', externalVersion: 8 },
  },
  {
    title: '409 key used before',
    on: 'create',
    answer: { status: 409, body: error('idempotency_conflict') },
    expect: 'IDEMPOTENCY_CONFLICT rejected',
  },
  {
    title: '409 still at it',
    on: 'create',
    answer: { status: 409, headers: { 'retry-after': '2' }, body: error('idempotency_in_flight') },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
    retryAfterMs: 2_000,
  },
  {
    title: '409 that can’t be read',
    on: 'create',
    answer: { status: 409, body: error('duplicate', { existing_id: 'fcu_9' }), ending: 'cut' },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
  },
  {
    title: '413',
    on: 'create',
    answer: { status: 413, body: error('too_large') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '422',
    on: 'create',
    answer: { status: 422, body: error('unprocessable') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '422 for want of another',
    on: 'create',
    answer: { status: 422, body: error('dependency_missing') },
    expect: 'DEPENDENCY_MISSING rejected retryable',
  },
  {
    title: '429 with seconds',
    on: 'create',
    answer: { status: 429, headers: { 'retry-after': '30' }, body: error('rate_limited') },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 30_000,
  },
  {
    title: '429 with a date',
    on: 'create',
    answer: {
      status: 429,
      headers: { 'retry-after': new Date((1_790_000_000 + 90) * 1_000).toUTCString() },
      body: 'slow down, Canary Nameson',
    },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 90_000,
  },
  {
    title: '503',
    on: 'create',
    answer: { status: 503, headers: { 'retry-after': '5' }, body: error('unavailable') },
    expect: 'PROVIDER_UNAVAILABLE not_executed retryable',
    retryAfterMs: 5_000,
  },
  {
    title: '500',
    on: 'create',
    answer: { status: 500, body: error('internal') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '502 of a gateway',
    on: 'create',
    answer: { status: 502, body: '<html>Canary Nameson</html>' },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '504',
    on: 'create',
    answer: { status: 504, body: '' },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201',
    on: 'create',
    answer: { status: 201, body: written({ note: 'canary note of no one', extra: ['Canary Nameson'] }) },
    expect: 'done created',
  },
  { title: '200', on: 'update', answer: { status: 200, body: written() }, expect: 'done updated' },
  {
    title: '200 of another object',
    on: 'update',
    answer: { status: 200, body: written({ id: 'fcu_2' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 of another record',
    on: 'create',
    answer: { status: 201, body: written({ external_ref: 'cus_other' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 without a version',
    on: 'create',
    answer: { status: 201, body: written({ version: '4' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 with an id that climbs',
    on: 'create',
    answer: { status: 201, body: written({ id: '..' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 garbled',
    on: 'create',
    answer: { status: 201, body: `${written({ name: 'Canary Nameson' })}}` },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 cut',
    on: 'create',
    answer: { status: 201, body: written({ name: 'Canary Nameson' }), ending: 'cut' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 that never ends',
    on: 'create',
    answer: { status: 201, body: written(), ending: 'hold' },
    expect: 'TIMEOUT unknown retryable',
  },
  {
    title: '201 too large',
    on: 'create',
    answer: { status: 201, body: written({ note: 'x'.repeat(70_000) }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 in no known letters',
    on: 'create',
    answer: { status: 201, body: new Uint8Array([0xff, 0xfe, 0x7b]) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '204',
    on: 'create',
    answer: { status: 204, headers: {}, body: '' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
]
