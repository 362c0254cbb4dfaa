import { z } from 'zod'
import type { ErrorCode } from '../error/table.ts'
import { type CallbackState, callbackStates } from './callback-state.ts'

/** Newest first; those that happened before the cursor. */
export const callbackListInput = z.strictObject({
  connectionId: z.uuid(),
  filter: z.strictObject({ state: z.enum(callbackStates).optional() }).default({}),
  cursor: z.strictObject({ happenedAt: z.iso.datetime(), callbackId: z.string().min(1).max(60) }).optional(),
  limit: z.int().min(1).max(200).default(50),
})
export type CallbackListInput = z.output<typeof callbackListInput>

/** One message to whoever pushed an invoice. */
export interface CallbackRow {
  /** Names the message for the receiver, too, however often it is tried. */
  readonly callbackId: string
  /** As `invoice.posted`. */
  readonly type: string
  readonly invoiceId: string
  /** Of the books, once the invoice is there. */
  readonly billId: string | null
  /** When what it tells of happened. */
  readonly happenedAt: string
  readonly state: CallbackState
  readonly tries: number
  /** Null unless it waits. */
  readonly nextTryAt: string | null
  readonly toldAt: string | null
  /** Why the last try came to nothing. */
  readonly failure: ErrorCode | null
  /** The sync that carries the invoice to the books. */
  readonly syncId: string | null
}

export interface CallbackList {
  readonly rows: readonly CallbackRow[]
  readonly hasOlder: boolean
  /** Of all the connection's, each counted up to a cap. */
  readonly counts: Readonly<Record<CallbackState, number>>
}
