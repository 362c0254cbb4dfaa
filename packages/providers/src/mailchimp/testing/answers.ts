import type { PushHarness } from '../../testing/harness.ts'
import { memberIdOf } from '../member-id.ts'
import { memberSample, problemSample } from '../samples/index.ts'

/** A refusal as Mailchimp words it, quoting the record it was about. */
export const problem = (status: number, title: string, changes: object = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  body: JSON.stringify(
    problemSample(status, title, {
      detail: 'Canary Nameson (canary@example.com) was not taken.',
      ...changes,
    }),
  ),
})
const field = (name: string) => ({ errors: [{ field: name, message: 'Please enter a value' }] })
const email = 'canary@example.com'
const written = (changes: object = {}) =>
  JSON.stringify({ ...memberSample({ email_address: email, full_name: 'Canary Nameson' }), ...changes })
const malformed = 'PROVIDER_MALFORMED_RESPONSE unknown retryable'

export const sampleId = memberIdOf('somebody@example.com')

/** Answers of each class to a write, and what they come to. */
export const answers: PushHarness['answers'] = [
  {
    title: '400',
    on: 'create',
    answer: problem(400, 'Invalid Resource', field('email_address')),
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 on a merge field we have nothing for',
    on: 'create',
    answer: problem(400, 'Invalid Resource', field('ADDRESS')),
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '400 of somebody who left by their own hand',
    on: 'create',
    answer: problem(400, 'Member In Compliance State'),
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 as the new address is taken',
    on: 'update',
    answer: problem(400, 'Member Exists'),
    expect: 'DUPLICATE_RECORD rejected retryable',
    learned: { externalId: memberIdOf(email), externalVersion: null },
  },
  {
    title: '400 that can’t be read',
    on: 'create',
    answer: { status: 400, body: '{"title":"Member' },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '401',
    on: 'create',
    answer: problem(401, 'API Key Invalid'),
    expect: 'INVALID_CREDENTIALS not_executed',
  },
  {
    title: '403',
    on: 'create',
    answer: problem(403, 'Forbidden'),
    expect: 'PROVIDER_FORBIDDEN not_executed',
  },
  {
    title: '403 of a gateway under load',
    on: 'create',
    answer: { status: 403, body: '<html>Access Denied, Canary Nameson</html>' },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
  },
  {
    title: '404 of an audience that is not there',
    on: 'create',
    answer: problem(404, 'Resource Not Found'),
    expect: 'NOT_CONFIGURED rejected',
  },
  { title: '405', on: 'create', answer: { status: 405, body: '' }, expect: 'PROVIDER_REFUSED rejected' },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '429 without a time',
    on: 'create',
    answer: problem(429, 'Too Many Requests'),
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
  },
  {
    title: '429 of a gateway',
    on: 'create',
    answer: { status: 429, headers: { 'retry-after': '9' }, body: 'slow down, Canary Nameson' },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 9_000,
  },
  {
    title: '500',
    on: 'create',
    answer: problem(500, 'Internal Server Error'),
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '503',
    on: 'create',
    answer: { status: 503, body: '<html>Canary Nameson</html>' },
    expect: 'PROVIDER_UNAVAILABLE unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: malformed,
  },
  { title: '200', on: 'create', answer: { status: 200, body: written() }, expect: 'done created' },
  {
    title: '200 under a new id',
    on: 'update',
    answer: { status: 200, body: written() },
    expect: 'done updated',
  },
  {
    title: '200 of somebody else',
    on: 'create',
    answer: { status: 200, body: written({ id: sampleId }) },
    expect: malformed,
  },
  {
    title: '200 with an id that climbs',
    on: 'create',
    answer: { status: 200, body: written({ id: '..' }) },
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
    answer: { status: 200, body: written({ note: 'x'.repeat(70_000) }) },
    expect: malformed,
  },
  {
    title: 'a closed socket',
    on: 'create',
    answer: { status: 0, body: '', ending: 'reset' },
    expect: 'NETWORK_UNREACHABLE unknown retryable',
  },
]
