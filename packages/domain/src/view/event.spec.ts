import { expect, it } from 'vitest'
import { eventFilter } from './event.ts'

const connectionId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'

it.each([
  ['of a connection', { counted: 'retries', connectionId }],
  ['of a venue and an entity', { counted: 'tries', venue: 'Quay', entity: 'invoice' }],
  ['of a code', { counted: 'failures', codes: ['TIMEOUT'] }],
  ['of the log', { types: ['SyncFailed'], codes: ['TIMEOUT'], actor: 'user:7' }],
])('finds events %s', (_what, filter) => expect(eventFilter.safeParse(filter).success).toBe(true))

it.each([
  ['a connection of what is not counted', { connectionId }, 'counted'],
  ['a venue of what is not counted', { venue: 'Quay', types: ['SyncFailed'] }, 'counted'],
  ['an actor of what is counted', { counted: 'retries', actor: 'user:7' }, 'counted'],
  ['a code of what has none', { counted: 'finished', codes: ['TIMEOUT'] }, 'codes'],
])('refuses %s, and says why', (_what, filter, at) => {
  const issues = eventFilter.safeParse(filter).error?.issues
  expect(issues).toMatchObject([{ path: [at], message: expect.stringContaining('ounted') }])
})
