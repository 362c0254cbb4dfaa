import { expect, it } from 'vitest'
import { createSeats, type Seats } from './seats.ts'

let atMs = 0
const now = () => atMs

/** Takes as many as there are; what gives them back. */
async function takeAll(seats: Seats, connection: string): Promise<(() => void)[]> {
  const taken: (() => void)[] = []
  for (;;) {
    const seat = await seats.take(connection)
    if (!('leave' in seat)) return taken
    taken.push(seat.leave)
  }
}

it('leave room for others beside one that never answers, and beside two', async () => {
  const seats = createSeats(10, now)
  expect(await takeAll(seats, 'hangs')).toHaveLength(7)
  expect((await takeAll(seats, 'hangs too')).length).toBeGreaterThanOrEqual(2)
  expect(await seats.take('well')).toHaveProperty('leave')
})

it('always have one for a connection that has none', async () => {
  const seats = createSeats(1, now)
  for (const connection of ['one', 'two', 'three'])
    expect(await takeAll(seats, connection), connection).toHaveLength(1)
})

it('are waited for where they are given back, and come back to later where they are not', async () => {
  const seats = createSeats(3, now)
  const [first, second] = await takeAll(seats, 'erp')
  atMs += 10_000
  const away = await Promise.all(Array.from({ length: 700 }, () => seats.take('erp')))
  const waits = away.map((seat) => ('waitMs' in seat ? seat.waitMs : 0))
  expect(waits.slice(0, 3)).toEqual([550, 600, 650])
  expect(Math.max(...waits)).toBe(30_000)
  first?.()
  const again = await seats.take('erp')
  expect(again).toHaveProperty('leave')
  const waiting = seats.take('erp')
  second?.()
  expect(await waiting).toHaveProperty('leave')
})

it('are given back once, however often that is said', async () => {
  const seats = createSeats(3, now)
  const [first] = await takeAll(seats, 'erp')
  first?.()
  first?.()
  expect(await takeAll(seats, 'erp')).toHaveLength(1)
})
