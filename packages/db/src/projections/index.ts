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
export { verifyLog, verifyProjections } from './verify.ts'
