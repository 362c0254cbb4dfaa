export { type KnownSync, knownSyncs } from './known.ts'
export {
  besideRun,
  countRuns,
  lastCompletedAt,
  listRuns,
  type RunReader,
  type UnnamedRun,
} from './list.ts'
export {
  claimRuns,
  keepClaim,
  leavePlace,
  type PutOff,
  putOffRun,
  ringRun,
  type RunTurn,
  takePlace,
} from './turns.ts'
