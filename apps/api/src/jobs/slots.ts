/**
 * Runs tasks side by side, so many and no more. `take` resolves when the task has begun, so that whoever feeds it is
 * held back instead of piling up.
 */
export function createSlots(size: number) {
  let free = size
  const waiting: (() => void)[] = []
  const idle: (() => void)[] = []

  function release(): void {
    const next = waiting.shift()
    if (next) return next()
    free++
    if (free === size) for (const resolve of idle.splice(0)) resolve()
  }

  async function take(task: () => Promise<unknown>): Promise<void> {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    void task().then(release, release)
  }

  return {
    get running() {
      return size - free
    },
    take,
    /** The same for who needs the end, not the beginning. */
    run<Result>(task: () => Promise<Result>): Promise<Result> {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      void take(() => task().then(resolve, reject))
      return promise
    },
    /** Resolves when nothing runs. */
    idle(): Promise<void> {
      return free === size ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))
    },
  }
}
