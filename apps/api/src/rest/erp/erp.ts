import type { ConnectionView, FlowView } from '@syncline/domain/view'
import { z } from 'zod'

/** Which connection is meant, where the organization has several to FlashERP. */
export const connectionQuery = z.uuid().optional()

/** What an `/api/erp` route works on: the caller’s FlashERP connection and what flows to it. */
export interface Erp {
  readonly connection: ConnectionView
  readonly flows: readonly FlowView[]
  /** All of the organization's. */
  readonly connections: readonly ConnectionView[]
  /** Made by this very call, with the secrets that it brought. */
  readonly isNew: boolean
  readonly call: (procedure: string, input?: unknown) => Promise<unknown>
}
