import type { ErrorCode } from '../error/table.ts'

/** How what is kept of a provider's answer is. */
interface CachedState {
  /** When the provider said so; null: nothing is kept. */
  readonly readAt: string | null
  /** Milliseconds since then. */
  readonly ageMs: number | null
  /** Its time has passed: it is shown because the provider gave no newer answer. */
  readonly isStale: boolean
  /** Of the answer, in bytes. */
  readonly sizeBytes: number
  /** Why the provider gave no answer when it was asked last; null: it gave one. */
  readonly failure: ErrorCode | null
  readonly failedAt: string | null
}

/** What a provider answered, as it was when it was asked last. */
export interface CachedAnswerView extends CachedState {
  readonly name: string
  readonly about: string
  /** JSON, in a form of the adapter's; that of a list of choices is `[{id, name, …}]`. */
  readonly answer?: unknown
}

export interface CachedEntryView extends CachedState {
  /** What was asked about; empty where there is nothing to name. */
  readonly about: string
}

/** One read that a provider offers, and what is kept of it. */
export interface CachedReadView {
  readonly name: string
  /** How long an answer is as good as a new one. */
  readonly lifeMs: number
  /** What has to be named to ask; null where there is nothing to name. */
  readonly about: {
    readonly title: string
    readonly example: string
    /** The read whose answer lists what may be named, `[{id, name}]`; null where it is typed. */
    readonly choices: string | null
  } | null
  /** At most a hundred of all reads of a connection. */
  readonly entries: readonly CachedEntryView[]
}
