import type { z } from 'zod'
import type { Access, PullFailure } from './access.ts'

/** What may stand in an answer that is kept: JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export type CachedAnswer = { readonly ok: true; readonly answer: Json } | PullFailure

/** Something that rarely changes at a provider: it is asked for once in a while, and the answer kept. */
export interface CachedRead {
  /** How long an answer is as good as a new one. */
  readonly lifeMs: number
  /** What has to be named to ask, and how it looks; null where there is nothing to name. */
  readonly about: {
    readonly title: string
    readonly example: string
    readonly schema: z.ZodType<string>
    /** The read whose answer lists what may be named, by `id`. */
    readonly choices?: string
  } | null
  /** Asks the provider, once. Results are values, only bugs throw. */
  read(about: string, access: Access): Promise<CachedAnswer>
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
