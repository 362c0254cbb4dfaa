import type { Access, PullFailure } from './access.ts'

/** Tags of somebody on the list that a connection is about. Results are values; RECORD_NOT_FOUND for nobody on it. */
export interface TaggingAdapter {
  read(email: string, access: Access): Promise<{ ok: true; readonly tags: readonly string[] } | PullFailure>
  /** Gives some and takes others; the rest stay. May be repeated. */
  set(
    email: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    access: Access,
  ): Promise<{ readonly ok: true } | PullFailure>
}
