/**
 * How far into the log this page has looked: raised by what we wrote ourselves, by the live bell and by answers.
 * Every read asks for at least that much, so that the screen never steps back into the past.
 */
export interface Horizon {
  readonly current: () => number
  readonly raise: (position: number) => void
  /** As the `atLeast` of a request. */
  readonly atLeast: () => { atLeast?: number }
}

export function createHorizon(): Horizon {
  let reached = 0
  return {
    current: () => reached,
    raise: (position) => {
      reached = Math.max(reached, position)
    },
    atLeast: () => (reached === 0 ? {} : { atLeast: reached }),
  }
}
