import { createAppender } from '@syncline/db/log'
import { createPool } from '@syncline/db/pool'
import { createTestDatabase } from '@syncline/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPrivacyGate, type PrivacyGate } from './gate.ts'

const ours = '0d5cbb0f-7c77-4b39-a3a3-7c3f6a2d1b01'
const theirs = '0d5cbb0f-7c77-4b39-a3a3-7c3f6a2d1b02'
const reason = 'Guest asked by ada@example.org, MRN 5512309'
const by = { actor: 'user:1', correlationId: 'test' } as const

const allowed: unknown[] = []
let gate: PrivacyGate
const closing: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const database = await createTestDatabase()
  const pool = createPool({
    url: database.url,
    role: 'syncline_app',
    max: 2,
    applicationName: 'privacy test',
  })
  const appender = createAppender({
    url: database.url,
    role: 'syncline_app',
    applicationName: 'privacy test',
  })
  gate = createPrivacyGate({ pool, appender, onAllowed: (...told) => void allowed.push(told) })
  closing.push(
    () => appender.close(),
    () => pool.end(),
    () => database.drop(),
  )
})
afterAll(async () => {
  for (const close of closing) await close()
})

it('masks until somebody chooses otherwise', async () => {
  expect(await gate.policyOf(ours)).toBe('mask')
  expect(await gate.admit(ours, reason)).toBe('Guest asked by [email], MRN [medical_record]')
  expect(await gate.admit(ours, 'The amount was corrected')).toBe('The amount was corrected')
})

it('refuses where the policy is to reject, and names kinds only', async () => {
  await gate.setPolicy(ours, { policy: 'reject', ...by })
  await expect(gate.admit(ours, reason)).rejects.toMatchObject({
    code: 'PHI_DETECTED',
    details: { kinds: ['email', 'medical_record'] },
  })
  expect(await gate.policyOf(theirs)).toBe('mask')
})

it('lets it in and counts it where the policy is to allow', async () => {
  await gate.setPolicy(ours, { policy: 'allow', ...by })
  expect(await gate.admit(ours, reason)).toBe(reason)
  expect(allowed).toEqual([[ours, { email: 1, medical_record: 1 }]])
})

it('leaves labels the places and days they are called by, and nothing that opens a door', async () => {
  const labels = ['Marina, 12 Awolowo Road', 'Keys of 2026-11-20', 'Till of ada@example.org']
  expect(await gate.admitAll(theirs, labels, 'label')).toEqual([...labels.slice(0, 2), 'Till of [email]'])
})
