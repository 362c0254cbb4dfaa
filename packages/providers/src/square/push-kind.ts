import type { SquareClient } from 'square'
import type { Link, PlannedCall } from '../provider.ts'

/** How one kind of object that is written there is known again. */
export interface PushKind {
  /** The object in the answer to a write, if it speaks of what we wrote: a mixed-up answer must link nothing. */
  written(call: PlannedCall, answer: unknown): Link | null
  /** The object as it is now, in the answer to a question about its id. */
  current(answer: unknown): Link | null
  /** Reads whether the call was carried out. */
  question(call: PlannedCall): Question
}

export interface Question {
  /** As it may be shown. */
  readonly method: 'GET' | 'POST'
  readonly path: string
  put(square: SquareClient): PromiseLike<unknown>
  /** The object that bears the call's effect; null when none does; undefined when the answer makes no sense. */
  linkIn(answer: unknown): Link | null | undefined
}
