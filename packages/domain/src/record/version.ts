/**
 * The order of two versions of one object, as text that sorts.
 * @param order the provider's version of the object, else its time of the change in Unix seconds
 * @param typeRank 0 to 99: at the same second a deletion outranks a change, a change outranks a creation
 * @param arrival position of the delivery in the log: the last tie breaker
 */
export function sourceVersion(order: number, typeRank: number, arrival: number): string {
  const part = (value: number, width: number) => String(Math.max(0, Math.trunc(value))).padStart(width, '0')
  return `${part(order, 12)}.${part(Math.min(typeRank, 99), 2)}.${part(arrival, 16)}`
}

/**
 * The version of an object that was read, not told of.
 * @param order of a version the provider counts: it tells of all that this version holds. Else the second it was read
 *   in: what changed in that second may have come after, so it tells of everything before it.
 */
export function readVersion(order: number, objectVersion: number | null): string {
  return sourceVersion(objectVersion === null ? order - 1 : order, 99, 0)
}

/** Whether only the arrival tells two versions apart: then neither is known to be the newer one. */
export function isTie(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15)
}

/** The order that a version was made with. */
export const orderOf = (version: string): number => Number(version.slice(0, 12))
