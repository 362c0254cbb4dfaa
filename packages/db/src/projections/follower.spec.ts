import { expect, it } from 'vitest'
import { createFollower } from './follower.ts'

it('does once what was rung for often, never twice at once, and again for what was rung meanwhile', async () => {
  const begun: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()]
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let times = 0
  let together = 0
  let most = 0
  const follower = createFollower(
    async () => {
      const n = times++
      most = Math.max(most, ++together)
      begun[n]?.resolve()
      await gates[n]?.promise
      together--
    },
    { delayMs: 1, onError: () => {} },
  )
  for (let n = 0; n < 5; n++) follower.ring()
  await begun[0]?.promise
  for (let n = 0; n < 5; n++) follower.ring()
  gates[0]?.resolve()
  await begun[1]?.promise
  gates[1]?.resolve()
  await follower.stop()
  expect({ times, most }).toEqual({ times: 2, most: 1 })
})

it('tells an error, and works again at the next ring', async () => {
  const told = Promise.withResolvers<unknown>()
  const again = Promise.withResolvers<void>()
  let times = 0
  const follower = createFollower(
    async () => {
      if (++times === 1) throw new Error('once')
      again.resolve()
    },
    { delayMs: 1, onError: told.resolve },
  )
  follower.ring()
  expect(await told.promise).toEqual(new Error('once'))
  follower.ring()
  await again.promise
  await follower.stop()
})

it('stops at once while it gathers, and does nothing more', async () => {
  let times = 0
  const follower = createFollower(async () => void times++, { delayMs: 60_000, onError: () => {} })
  follower.ring()
  await follower.stop()
  follower.ring()
  expect(times).toBe(0)
})
