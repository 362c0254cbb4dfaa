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
    isFree: (lane: string): boolean => !last.has(lane),
    /** @param lanes all that the task is in */
    async add(lanes: readonly string[], task: () => Promise<unknown>): Promise<void> {
      const before = lanes.flatMap((lane) => last.get(lane) ?? [])
      const finished = Promise.withResolvers<void>()
      for (const lane of lanes) last.set(lane, finished.promise)
      const begin = () =>
        slots.take(async () => {
          await task()
          for (const lane of lanes) if (last.get(lane) === finished.promise) last.delete(lane)
          finished.resolve()
        })
      if (before.length === 0) return begin()
      behind++
      const begun = Promise.all(before)
        .then(begin)
        .finally(() => behind--)
      if (behind >= maxBehind) await begun
    },
    /** Resolves when nothing runs or waits. */
    async idle(): Promise<void> {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
