export type { RunAllowed, RunRefusal } from './can.ts'
export { runCan } from './can.ts'
export { runEvents } from './events.ts'
export type { RunKind, RunStatus } from './limits.ts'
export {
  maxPageRecords,
  maxRunPages,
  maxRunRests,
  runKinds,
  runOverlapMs,
  runStatuses,
} from './limits.ts'
export type { Run, RunCommand, RunCounts, RunEvent } from './run.ts'
export { addsUp, decideRun, evolveRun, initialRun } from './run.ts'
