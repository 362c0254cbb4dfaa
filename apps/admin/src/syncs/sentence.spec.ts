import type { SyncRow } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { rows } from '../faces/samples.ts'
import { capped } from '../list/capped.ts'
import { actorName } from '../parts/actor.ts'
import { happened, triesText } from './sentence.ts'

const now = Date.parse('2026-11-20T13:32:08.000Z')
const base = rows[5] as SyncRow
const row = (change: Partial<SyncRow>): SyncRow => ({ ...base, ...change })
const waiting = { face: 'waiting', status: 'pending', externalId: null } as const
const inSeconds = (count: number) => new Date(now + count * 1_000).toISOString()
const person = { actor: 'user:1', name: 'Tunde Bakare' } as const

describe('what happened, in one line', () => {
  it.each<[string, Partial<SyncRow>]>([
    ['Written as customer C-254', {}],
    ['Deleted customer C-254', { operation: 'delete' }],
    ['In line', { face: 'pending', status: 'pending', tries: 0 }],
    ['In line for try 3', { face: 'pending', status: 'pending', tries: 2 }],
    ['Being written now', { face: 'syncing', status: 'syncing' }],
    [
      'FlashERP was not available; goes again in 14 s',
      {
        ...waiting,
        hold: 'retry_at',
        nextRetryAt: inSeconds(14),
        error: { code: 'PROVIDER_UNAVAILABLE', detail: null },
      },
    ],
    [
      'FlashERP was not available; goes any moment',
      {
        ...waiting,
        hold: 'retry_at',
        nextRetryAt: inSeconds(-1),
        error: { code: 'PROVIDER_UNAVAILABLE', detail: null },
      },
    ],
    ['Waits for another change of the same record', { ...waiting, hold: 'lane' }],
    [
      'The connection to FlashERP, or this kind of record, is switched off',
      { ...waiting, hold: 'switch_off' },
    ],
    [
      'FlashERP did not answer in time. It may have written it; asking again in 5 s',
      {
        ...waiting,
        face: 'unknown',
        hold: 'outcome_unknown',
        nextRetryAt: inSeconds(5),
        error: { code: 'TIMEOUT', detail: null },
      },
    ],
    [
      'FlashERP was not available. It may have written it; asking again in 5 s',
      {
        ...waiting,
        face: 'unknown',
        hold: 'outcome_unknown',
        nextRetryAt: inSeconds(5),
        error: { code: 'PROVIDER_UNAVAILABLE', detail: null },
      },
    ],
    ['Written as customer ee80a373e780…20d04', { externalId: 'ee80a373e780f090c1ed98e20d04' }],
    [
      'FlashERP refused the data: phone is too short',
      {
        face: 'failed',
        status: 'failed',
        error: { code: 'PROVIDER_REFUSED', detail: 'phone is too short.' },
      },
    ],
    [
      'FlashERP was not available',
      { face: 'failed', status: 'failed', error: { code: 'PROVIDER_UNAVAILABLE', detail: 'maintenance' } },
    ],
    [
      'Skipped by Tunde Bakare: already booked',
      { face: 'skipped', status: 'skipped', settled: { by: person, reason: 'already booked' } },
    ],
    [
      'Nothing to send: what is there is as new, or newer',
      {
        face: 'skipped',
        status: 'skipped',
        settled: { by: { actor: 'system:x', name: null }, reason: null },
      },
    ],
    [
      'Cancelled by Tunde Bakare: asked for by mistake',
      { face: 'cancelled', status: 'cancelled', settled: { by: person, reason: 'asked for by mistake' } },
    ],
  ])('%s', (sentence, change) => {
    expect(happened(row(change), now)).toBe(sentence)
  })
})

describe('who did it', () => {
  it.each([
    [{ actor: 'user:7', name: 'Ngozi' } as const, 'Ngozi'],
    [{ actor: 'user:7', name: null } as const, 'somebody'],
    [{ actor: 'system:sweeper', name: null } as const, 'Syncline'],
    [{ actor: 'provider:stripe', name: null } as const, 'Stripe'],
    [{ actor: 'provider:toString', name: null } as const, 'somebody'],
    [{ actor: 'key:1', name: null } as const, 'an API key'],
  ])('%o is %s', (actor, name) => {
    expect(actorName(actor)).toBe(name)
  })
})

it('counts tries of the first and its retries, and alone beyond', () => {
  expect(triesText({ tries: 3, maxRetries: 5 })).toBe('3 of 6')
  expect(triesText({ tries: 8, maxRetries: 5 })).toBe('8')
})

it('stops counting where the API does', () => {
  expect(capped(10_000, 10_001)).toBe('10,000')
  expect(capped(10_001, 10_001)).toBe('10,000+')
})
