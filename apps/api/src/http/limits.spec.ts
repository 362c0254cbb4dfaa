import { describe, expect, it } from 'vitest'
import { createLiveSeats } from './limits.ts'

describe('live seats', () => {
  it('are few per session', () => {
    const seats = createLiveSeats(2, 10)
    const giveBack = seats.take('a')
    seats.take('a')
    expect(() => seats.take('a')).toThrow(expect.objectContaining({ code: 'RATE_LIMIT_EXCEEDED' }))
    seats.take('b')
    giveBack()
    seats.take('a')
  })

  it('are limited in all', () => {
    const seats = createLiveSeats(2, 3)
    for (const session of ['a', 'b', 'c']) seats.take(session)
    expect(() => seats.take('d')).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
  })

  it('come back once, however often they are given', () => {
    const seats = createLiveSeats(1, 2)
    const giveBack = seats.take('a')
    giveBack()
    giveBack()
    seats.take('a')
    seats.take('b')
    expect(() => seats.take('c')).toThrow()
  })
})
