import type { CanonicalRecord } from '@syncline/domain/record'
import type { Access, PullFailure } from './access.ts'

/** One object as it is now. `order` and `objectVersion` as in a notice; null record: there is no such object. */
export type Fetched =
  | {
      readonly ok: true
      readonly record: CanonicalRecord | null
      readonly order: number
      readonly objectVersion: number | null
      /** When it was changed last, ISO 8601 in UTC, where the provider says. */
      readonly changedAt: string | null
    }
  | PullFailure

export type Page =
  | {
      readonly ok: true
      readonly records: readonly CanonicalRecord[]
      /** Objects of the page that could not be told as records. */
      readonly unreadable: number
      /** Where to go on; null after the last page. */
      readonly cursor: string | null
    }
  | PullFailure

export interface PullAdapter {
  /** One page, from a cursor of an earlier one. `changedSince` makes it incremental. Results are values. */
  page(cursor: string | null, changedSince: Date | null, access: Access): Promise<Page>
  /** One object as it is now. */
  one(sourceId: string, accountId: string | null, access: Access): Promise<Fetched>
  /**
   * What is left to tell of an object that was spoken of and is not there any more, where webhooks only point: nobody else
   * may tell that it has ended. Null for an id that is none.
   */
  gone?(sourceId: string): CanonicalRecord | null
}
