import * as strings from '../strings/index.ts'

const words = strings.list

/** A count as shown: beyond ten thousand it is no longer counted. */
export function capped(count: number, cap: number): string {
  return count >= cap ? words.atLeast(cap - 1) : words.count(count)
}
