import type { Choices, Entity } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { CanonicalRecord, Dependency, RecordOf } from '@syncline/domain/record'
import type { RefundablePayment } from '@syncline/domain/refund'
import type { Attempt, Certainty } from '@syncline/domain/sync'
import type { Access, PullFailure } from './access.ts'

/** What the hub knows of the object at the target. */
export interface Link {
  readonly externalId: string
  readonly externalVersion: number | null
}

/** What planning one record for one target may ask of the hub. */
export interface PlanContext {
  readonly link: Link | null
  /** Id at the target of an object of the record's source; null when it is not there yet. */
  readonly externalIdOf: (dependency: Dependency) => string | null
  /** The account of the target that the object lives in; null for the connection's own. */
  readonly accountId: string | null
  /** What of the connection was chosen from what the target has. */
  readonly choices?: Choices
  /**
   * What the target keeps of where the record came from; the record's own id where it is left out. Null: the object keeps
   * what it has.
   */
  readonly reference?: string | null
}

export const keptReference = (
  { sourceId }: { readonly sourceId: string },
  { reference }: Pick<PlanContext, 'reference'>,
): string | null => (reference === undefined ? sourceId : reference)

/** The very request that will go out: planned before the socket opens, kept sealed, repeated byte for byte. */
export interface PlannedCall {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the connection's base URL. */
  readonly path: string
  readonly body: string
  readonly effect: 'created' | 'updated' | 'deleted'
  /** The object it goes to, where that exists already. */
  readonly externalId: string | null
  /** The account of the target it goes to; null for the connection's own. */
  readonly accountId: string | null
  /** It may have gone out with others, under no key of its own: an open outcome is looked up, never repeated. */
  readonly amongOthers?: true
}

export type Plan =
  | { readonly ok: true; readonly call: PlannedCall }
  /**
   * The record can't be put into the provider's form; `field` is the one at fault. RECORD_NOT_FOUND: it has ended, and
   * nothing of it is there that could be ended.
   */
  | {
      readonly ok: false
      readonly code: ErrorCode
      readonly field: string
      readonly detail: string
      /** With DEPENDENCY_MISSING: what has to be written first. */
      readonly missing?: Dependency
    }

export type PushOutcome =
  | {
      readonly outcome: 'done'
      readonly link: Link
      readonly effect: 'created' | 'updated' | 'unchanged' | 'deleted'
      readonly attempt: Attempt
    }
  | {
      readonly outcome: 'failed'
      readonly code: ErrorCode
      readonly certainty: Certainty
      readonly retryable: boolean
      /** False where the answer came out of the provider's memory: the same request would only hear it again. */
      readonly repeatable?: boolean
      /** What Retry-After asked for; 0 when it asked for nothing. */
      readonly retryAfterMs: number
      /** The provider's own words, masked. */
      readonly detail: string | null
      /** A refusal may teach us the object's id or version; the next plan uses it. */
      readonly learned: Link | null
      readonly attempt: Attempt
    }

/** What became of a call whose key the provider may have forgotten. */
export type LookUp =
  | { readonly outcome: 'present'; readonly link: Link; readonly attempt: Attempt }
  | { readonly outcome: 'absent'; readonly attempt: Attempt }
  | Extract<PushOutcome, { outcome: 'failed' }>

export interface PushAdapter<Kind extends Entity = Entity> {
  /** Pure: the same record and context give the same bytes. */
  plan(record: RecordOf<Kind>, context: PlanContext): Plan
  /** One try on the wire; no retries inside. Results are values, only bugs throw. */
  send(call: PlannedCall, idempotencyKey: string, access: Access): Promise<PushOutcome>
  /**
   * What a pull tells of the record once it is written, so that both can be compared: ids of others as they are there,
   * texts as long as they fit. Pure; null where there is no such form of it.
   */
  asRead?(record: RecordOf<Kind>, context: PlanContext): CanonicalRecord | null
  /** Reads whether the call was carried out; changes nothing. */
  lookUp(call: PlannedCall, access: Access): Promise<LookUp>
  /** Where the provider takes several of its calls by one. */
  readonly together?: Together
}

export interface Together {
  /** So many at once. */
  readonly most: number
  /** Their own keys are not told there: who repeated one of them alone could carry it out twice. */
  readonly hidesKeys?: true
  takes(call: PlannedCall): boolean
  /**
   * One try of all of them by one call, no more than `most`, none that it does not take. Each has an outcome of its own,
   * in the order given. Null: it was surely not carried out here, and may be alone.
   */
  send(items: readonly TogetherItem[], access: Access): Promise<readonly (PushOutcome | null)[]>
}

export interface TogetherItem {
  readonly call: PlannedCall
  /** The one it would go out with alone. */
  readonly idempotencyKey: string
}

export interface RefundAdapter {
  /** A payment as it is now; null where there is none of that id. Results are values. */
  payment(
    paymentId: string,
    accountId: string | null,
    access: Access,
  ): Promise<{ readonly ok: true; readonly payment: RefundablePayment | null } | PullFailure>
}
