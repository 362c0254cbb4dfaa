/** A seeded source of chance for traffic and chaos, so that a run can be repeated from its printed seed. */
export type Random = {
  /** 0 ≤ x < 1 */
  fraction(): number
  /** low ≤ n ≤ high, whole */
  whole(low: number, high: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** True in `percent` of a hundred calls. */
  chance(percent: number): boolean
}

/** Mulberry32, after https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (public domain). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    fraction,
    whole: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
    pick: (items) => items[Math.floor(fraction() * items.length)] ?? items[0],
    chance: (percent) => fraction() * 100 < percent,
  }
}
