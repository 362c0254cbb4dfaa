import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { Found } from './compare.ts'

export type DiscrepancyEvent = NewEvent<'DiscrepancyResolved', EventData<'DiscrepancyResolved'>>
export type Discrepancy =
  | { readonly status: 'open' }
  | { readonly status: EventData<'DiscrepancyResolved'>['how'] }
export interface DiscrepancyCommand {
  readonly type: 'resolve'
  readonly resolution: EventData<'DiscrepancyResolved'>
}

export const initialDiscrepancy: Discrepancy = { status: 'open' }

/** Once: whether it helped, the next reconciliation says. */
export function decideDiscrepancy(
  { resolution }: DiscrepancyCommand,
  state: Discrepancy,
): Decision<DiscrepancyEvent> {
  return state.status === 'open'
    ? decided({ type: 'DiscrepancyResolved', data: resolution })
    : refused('STATE_CONFLICT', { status: state.status, reason: 'already_resolved' })
}

export const evolveDiscrepancy = (_state: Discrepancy, { data }: DiscrepancyEvent): Discrepancy => ({
  status: data.how,
})

/** What helps against which discrepancy: said once, for the command and for the button. */
export const discrepancyCan = {
  /** Ours goes there again. What was never here can't, nor what was read from there itself. */
  push: (
    { kind, sourceConnectionId }: Pick<Found, 'kind' | 'sourceConnectionId'>,
    connectionId: string,
  ): boolean => kind !== 'missing_here' && sourceConnectionId !== null && sourceConnectionId !== connectionId,
  /** Theirs comes here. What is not there can't. */
  pull: ({ kind, externalId }: Pick<Found, 'kind' | 'externalId'>): boolean =>
    kind !== 'missing_there' && externalId !== null,
} as const
