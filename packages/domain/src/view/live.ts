/** What the bell rings for. */
export const liveNouns = ['sync', 'delivery', 'event', 'reconciliation'] as const

export type LiveNoun = (typeof liveNouns)[number]

/** Something changed: read again. More than fifty ids are not listed. */
export interface LiveChange {
  readonly position: number
  readonly noun: LiveNoun
  readonly ids: readonly string[]
  readonly more: boolean
}
