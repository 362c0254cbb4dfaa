/** A clock that stands still while anything can happen, and then jumps to what is due next. */
export interface Clock {
  now(): Date
  nowMs(): number
  in(delayMs: number, run: () => void): void
  /** Runs everything that is due until then, or until `done` says so. */
  runUntil(endMs: number, done?: () => boolean): Promise<void>
}

interface Due {
  readonly atMs: number
  readonly run: () => void
}

export function createClock(startMs: number): Clock {
  let nowMs = startMs
  /** Soonest last; of one time, first come last. */
  const due: Due[] = []
  return {
    now: () => new Date(nowMs),
    nowMs: () => nowMs,
    in(delayMs, run) {
      const atMs = nowMs + delayMs
      let place = due.length
      while (place > 0 && (due[place - 1] as Due).atMs <= atMs) place--
      due.splice(place, 0, { atMs, run })
    },
    async runUntil(endMs, done = () => false) {
      for (;;) {
        const next = due.at(-1)
        if (!next || next.atMs > endMs || done()) return
        due.pop()
        nowMs = next.atMs
        next.run()
        // Everything that follows at once does so before time goes on: a tick comes when no promise is left to settle.
        await new Promise<void>((resolve) => process.nextTick(resolve))
      }
    },
  }
}

/** A process: what it waits for comes later when it is frozen, and never when it is dead. */
export interface Machine {
  readonly name: string
  readonly dead: boolean
  readonly seenAtMs: number
  wait(delayMs: number): Promise<void>
  die(): void
  freeze(forMs: number): void
}

export function createMachine(clock: Clock, name: string): Machine {
  let dead = false
  let frozenUntilMs = 0
  let frozenAtMs = 0
  return {
    name,
    get dead() {
      return dead
    },
    /** As by its heartbeat. */
    get seenAtMs() {
      return dead || clock.nowMs() < frozenUntilMs ? frozenAtMs : clock.nowMs()
    },
    wait: (delayMs) =>
      new Promise((resolve) => {
        const wake = () => {
          if (dead) return
          if (clock.nowMs() < frozenUntilMs) clock.in(frozenUntilMs - clock.nowMs(), wake)
          else resolve()
        }
        clock.in(delayMs, wake)
      }),
    die() {
      dead = true
      frozenAtMs = clock.nowMs()
    },
    freeze(forMs) {
      frozenAtMs = clock.nowMs()
      frozenUntilMs = clock.nowMs() + forMs
    },
  }
}
