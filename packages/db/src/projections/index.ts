export type { ProjectionName } from './advance.ts'
export {
  advanceProjection,
  advanceProjections,
  awaitedProjections,
  followingProjections,
  projections,
} from './advance.ts'
export type { Finding } from './finding.ts'
export type { Follower } from './follower.ts'
export { createFollower } from './follower.ts'
export { sampleLag } from './lag.ts'
export type { Difference } from './replay/compare.ts'
export type { ReplayRefusal } from './replay/refusal.ts'
export { replayRefusals } from './replay/refusal.ts'
export type { ReplayOptions, ReplayProgress, ReplayReport, ReplayStage } from './replay/replay.ts'
export { replayProjection } from './replay/replay.ts'
export { verifyLog, verifyProjections } from './verify.ts'
