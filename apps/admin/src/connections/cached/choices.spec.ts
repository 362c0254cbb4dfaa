import { expect, it } from 'vitest'
import { choicesIn } from './choices.ts'

it('are what has an id, under its name, and nothing else', () => {
  const offered = [
    { id: 'a1', name: 'Guests', members: 4 },
    { id: 'b2', name: '' },
    { name: 'No id' },
    null,
    7,
  ]
  expect(choicesIn(offered)).toEqual([
    { id: 'a1', name: 'Guests' },
    { id: 'b2', name: 'b2' },
  ])
  for (const none of [null, undefined, {}, 'a1']) expect(choicesIn(none)).toEqual([])
})
