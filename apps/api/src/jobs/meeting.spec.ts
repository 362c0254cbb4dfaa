import { expect, it } from 'vitest'
import { createMeeting } from './meeting.ts'

/** A meeting that answers everybody with all who came with them, and is out of patience when it is told so. */
function meet(expected: number) {
  let impatient = () => {}
  const rounds: string[] = []
  const meeting = createMeeting<string, string>(
    expected,
    () => new Promise((resolve) => (impatient = resolve)),
    async (items) => {
      rounds.push(items.join(' '))
      return items.map((item) => `${item} of ${items.length}`)
    },
  )
  return { ...meeting, rounds, losePatience: () => impatient() }
}

it('ends when all have come, and answers each', async () => {
  const meeting = meet(2)
  const first = meeting.come('Ada')
  expect(meeting.rounds).toEqual([])
  expect(await Promise.all([first, meeting.come('Bea')])).toEqual(['Ada of 2', 'Bea of 2'])
})

it('waits for nobody who stays away', async () => {
  const meeting = meet(3)
  meeting.stayAway()
  const one = meeting.come('Ada')
  meeting.stayAway()
  expect(await one).toBe('Ada of 1')
})

it('who comes after the first has waited long enough begins another round', async () => {
  const meeting = meet(3)
  const early = [meeting.come('Ada'), meeting.come('Bea')]
  meeting.losePatience()
  expect(await Promise.all(early)).toEqual(['Ada of 2', 'Bea of 2'])
  expect(await meeting.come('Chi')).toBe('Chi of 1')
  meeting.losePatience()
  expect(meeting.rounds).toEqual(['Ada Bea', 'Chi'])
})

it('fails all who came where its end fails', async () => {
  const meeting = createMeeting<string, string>(
    2,
    async () => {},
    async () => {
      throw new Error('no call')
    },
  )
  const ends = await Promise.allSettled([meeting.come('Ada'), meeting.come('Bea')])
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
