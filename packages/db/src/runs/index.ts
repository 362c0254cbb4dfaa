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
  type RunTurn,
  ringRun,
  takePlace,
} from './turns.ts'
