import { expect, it } from 'vitest'
import { conditionOf } from './condition.ts'

const on = { disabledBecause: null, reconnectSince: null }
const closed = { state: 'closed', failures: 0, openUntil: null } as const
const open = { state: 'open', failures: 5, openUntil: '2026-11-20T13:33:00.000Z' } as const

it('is what its last day says while nothing stands against it', () => {
  expect(conditionOf(on, null, 'failing')).toBe('failing')
  expect(conditionOf(on, { health: 'healthy', breaker: closed }, 'healthy')).toBe('healthy')
  expect(conditionOf(on, { health: null, breaker: { ...closed, failures: 3 } }, 'quiet')).toBe('quiet')
})

it('tells what stands against it before the last day is known, and else nothing', () => {
  expect(conditionOf({ ...on, disabledBecause: 'Moving' }, null, null)).toBe('off')
  expect(conditionOf(on, null, null)).toBeNull()
})

it('says first what a person has to do, then that it rests, then what the last look found', () => {
  const bad = { health: 'down', breaker: open } as const
  expect(conditionOf({ ...on, disabledBecause: 'Moving' }, bad, 'failing')).toBe('off')
  expect(conditionOf({ ...on, reconnectSince: '2026-11-20T11:00:00.000Z' }, bad, 'failing')).toBe('reconnect')
  expect(conditionOf(on, { health: 'reconnect_needed', breaker: closed }, 'healthy')).toBe('reconnect')
  expect(conditionOf(on, bad, 'failing')).toBe('resting')
  expect(conditionOf(on, { health: 'down', breaker: { ...open, state: 'half_open' } }, 'failing')).toBe(
    'resting',
  )
  expect(conditionOf(on, { health: 'degraded', breaker: closed }, 'failing')).toBe('degraded')
})
