import type { EventCause } from '@syncline/domain/view'
import { expect, it } from 'vitest'
import { besideOf, causeLines } from './causes.ts'

const event = (position: number, stream: string, parent: number | null) =>
  ({ position, stream, parent }) as EventCause
const shape = (events: readonly EventCause[]) =>
  causeLines(events).map((line) => `${' '.repeat(line.depth)}${line.event.position}`)

it('puts what came of an event under it, and its own stream beside it', () => {
  expect(
    shape([
      event(1, 'delivery-a', null),
      event(2, 'sync-x', 1),
      event(3, 'sync-y', 1),
      event(4, 'delivery-a', 1),
      event(5, 'sync-x', 2),
      event(6, 'sync-y', 3),
      event(7, 'sync-z', 5),
    ]),
  ).toEqual(['1', ' 2', ' 5', '  7', ' 3', ' 6', '4'])
})

it('shows every event once, also of several beginnings', () => {
  const events = [event(1, 'a', null), event(2, 'b', null), event(3, 'a', 1), event(4, 'b', 2)]
  expect(shape(events)).toEqual(['1', '3', '2', '4'])
})

it('steps up and down by the order on screen', () => {
  const events = [event(1, 'a', null), event(2, 'b', null), event(3, 'a', 1)]
  expect(besideOf(events, 3)).toEqual({ above: 1, below: 2 })
  expect(besideOf(events, 1)).toEqual({ above: undefined, below: 3 })
  expect(besideOf(events, 9)).toEqual({ above: undefined, below: undefined })
})
