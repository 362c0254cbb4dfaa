export type { DateRange, Found, Ours, Pair } from './compare.ts'
export { compare, judge } from './compare.ts'
export type { FieldDifference, ToldValue } from './differences.ts'
export { differencesOf } from './differences.ts'
export type { Discrepancy, DiscrepancyCommand, DiscrepancyEvent } from './discrepancy.ts'
export { decideDiscrepancy, discrepancyCan, evolveDiscrepancy, initialDiscrepancy } from './discrepancy.ts'
export { discrepancyEvents, reconciliationEvents } from './events.ts'
export type {
  DiscrepancyKind,
  DiscrepancyState,
  ReconciliationPhase,
  ReconciliationStatus,
} from './kinds.ts'
export {
  defaultRangeDays,
  discrepancyKinds,
  discrepancyStates,
  maxDiscrepancies,
  maxRangeDays,
} from './kinds.ts'
export type {
  Part,
  Reconciliation,
  ReconciliationCommand,
  ReconciliationEvent,
  ReconciliationRequest,
} from './reconciliation.ts'
export { decideReconciliation, evolveReconciliation, initialReconciliation } from './reconciliation.ts'
export type { Counts, Side, Tally, Total } from './tally.ts'
export { emptyTally } from './tally.ts'
export { happenedAt } from './value.ts'
