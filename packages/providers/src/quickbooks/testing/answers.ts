import type { PushHarness } from '../../testing/harness.ts'
import { customerSample } from '../samples/index.ts'

/** A fault as QuickBooks words it, quoting the record it was about. */
export const fault = (code: string, type = 'ValidationFault') =>
  JSON.stringify({
    Fault: {
      Error: [{ Message: 'Canary Nameson', Detail: 'canary@example.com was not taken.', code }],
      type,
    },
    time: '2026-09-21T02:00:00.000-07:00',
  })

/** As the gateway in front of it words one: small letters, the code with zeros before it. */
export const gatewayFault = (code: string, type: string) =>
  JSON.stringify({
    fault: {
      error: [{ message: `Canary Nameson; errorCode=00${code}`, detail: 'canary@example.com' }],
      type,
    },
    time: 1_790_000_000_000,
  })

const throttle =
  '<?xml version="1.0"?><IntuitResponse><Fault type="SERVICE"><Error code="3001"><Message>Canary Nameson</Message></Error></Fault></IntuitResponse>'

const written = (changes: object = {}) =>
  JSON.stringify({
    Customer: customerSample({ Id: '7', SyncToken: '4', DisplayName: 'Canary Nameson', ...changes }),
  })

const malformed = 'PROVIDER_MALFORMED_RESPONSE unknown retryable'
const forbidden = 'PROVIDER_FORBIDDEN not_executed'
const expired = 'TOKEN_EXPIRED not_executed retryable'
const limited = 'RATE_LIMIT_EXCEEDED not_executed retryable'

/** The id of the object in {@link answers} to a change. */
export const sampleId = '7'

/** Answers of each class to a write, and what they come to. */
export const answers: PushHarness['answers'] = [
  {
    title: '200 with a fault',
    on: 'create',
    answer: { status: 200, body: fault('6000') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '200 with a fault of its own trouble',
    on: 'create',
    answer: { status: 200, body: fault('10000', 'SystemFault') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '400 for want of a member',
    on: 'create',
    answer: { status: 400, body: fault('2020') },
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '400 on a strange member',
    on: 'create',
    answer: { status: 400, body: fault('2010') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 on a reference to nobody',
    on: 'create',
    answer: { status: 400, body: fault('2500') },
    expect: 'DEPENDENCY_MISSING rejected retryable',
  },
  {
    title: '400 as it is not there',
    on: 'update',
    answer: { status: 400, body: fault('610') },
    expect: 'RECORD_NOT_FOUND rejected',
  },
  {
    title: '400 as what it refers to was made inactive',
    on: 'create',
    answer: { status: 400, body: fault('610') },
    expect: 'DEPENDENCY_MISSING rejected',
  },
  {
    title: '400 on a number used before',
    on: 'create',
    answer: { status: 400, body: fault('6140') },
    expect: 'DUPLICATE_RECORD rejected',
  },
  {
    title: '400 on a stale SyncToken, when the current one can’t be read',
    on: 'update',
    answer: { status: 400, body: fault('5010') },
    expect: 'VERSION_CONFLICT rejected retryable',
  },
  {
    title: '400 as the company’s subscription ended',
    on: 'create',
    answer: { status: 400, body: fault('6190') },
    expect: forbidden,
  },
  {
    title: '400 of its own trouble',
    on: 'create',
    answer: { status: 400, body: fault('10000', 'SystemFault') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '400 without a word',
    on: 'create',
    answer: { status: 400, body: '' },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 that can’t be read',
    on: 'create',
    answer: { status: 400, body: fault('5010'), ending: 'cut' },
    expect: malformed,
  },
  {
    title: '401 of the gateway',
    on: 'create',
    answer: { status: 401, body: gatewayFault('3200', 'AUTHENTICATION') },
    expect: expired,
  },
  { title: '401 without a word', on: 'create', answer: { status: 401, body: '' }, expect: expired },
  {
    title: '403 of the gateway',
    on: 'create',
    answer: { status: 403, body: gatewayFault('3100', 'AUTHORIZATION') },
    expect: forbidden,
  },
  { title: '403 without a word', on: 'create', answer: { status: 403, body: '<html>' }, expect: forbidden },
  {
    title: '404 of somebody else',
    on: 'create',
    answer: { status: 404, body: '<h1>Not here</h1>' },
    expect: 'NOT_CONFIGURED rejected',
  },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '413',
    on: 'create',
    answer: { status: 413, body: fault('6000') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '429 in XML',
    on: 'create',
    answer: { status: 429, headers: { 'content-type': 'application/xml' }, body: throttle },
    expect: limited,
    retryAfterMs: 60_000,
  },
  {
    title: '429 that says when',
    on: 'create',
    answer: { status: 429, headers: { 'retry-after': '7' }, body: '' },
    expect: limited,
    retryAfterMs: 7_000,
  },
  {
    title: '500',
    on: 'create',
    answer: { status: 500, body: fault('10000', 'SystemFault') },
    expect: 'PROVIDER_ERROR unknown retryable',
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
    answer: { status: 503, body: '' },
    expect: 'PROVIDER_UNAVAILABLE unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: malformed,
  },
  { title: '200', on: 'create', answer: { status: 200, body: written() }, expect: 'done created' },
  { title: '200', on: 'update', answer: { status: 200, body: written() }, expect: 'done updated' },
  {
    title: '200 of somebody else',
    on: 'create',
    answer: { status: 200, body: written({ DisplayName: 'Bola' }) },
    expect: malformed,
  },
  {
    title: '200 of another object',
    on: 'update',
    answer: { status: 200, body: written({ Id: '8' }) },
    expect: malformed,
  },
  {
    title: '200 of another kind',
    on: 'create',
    answer: { status: 200, body: written().replace('"Customer"', '"Vendor"') },
    expect: malformed,
  },
  {
    title: '200 without a SyncToken',
    on: 'create',
    answer: { status: 200, body: written({ SyncToken: 'x' }) },
    expect: malformed,
  },
  {
    title: '200 with an id that climbs',
    on: 'create',
    answer: { status: 200, body: written({ Id: '..' }) },
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
    title: '200 too large',
    on: 'create',
    answer: { status: 200, body: written({ Notes: 'x'.repeat(70_000) }) },
    expect: malformed,
  },
  {
    title: '200 in no known letters',
    on: 'create',
    answer: { status: 200, body: new Uint8Array([0xff, 0xfe, 0x7b]) },
    expect: malformed,
  },
  {
    title: 'a closed socket',
    on: 'create',
    answer: { status: 0, body: '', ending: 'reset' },
    expect: 'NETWORK_UNREACHABLE unknown retryable',
  },
]
