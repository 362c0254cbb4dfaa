import type { createSlots } from './slots.ts'

type Slots = ReturnType<typeof createSlots>

/** So many may wait behind others of their lane before the feeder is held back. */
const maxBehind = 200

/**
 * Runs tasks of one lane one after another, in the order they were added, and different lanes side by side as far as
 * there are slots. `add` resolves when the feeder may go on.
 */
export function createLaneQueues(slots: Slots) {
  const last = new Map<string, Promise<void>>()
  let behind = 0

  return {
    async add(lane: string, task: () => Promise<unknown>): Promise<void> {
      const before = last.get(lane)
      const finished = Promise.withResolvers<void>()
      last.set(lane, finished.promise)
      const begin = () =>
        slots.take(async () => {
          await task()
          if (last.get(lane) === finished.promise) last.delete(lane)
          finished.resolve()
        })
      if (!before) return begin()
      behind++
      const begun = before.then(begin).finally(() => behind--)
      if (behind >= maxBehind) await begun
    },
    /** Resolves when nothing runs or waits. */
    async idle(): Promise<void> {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
