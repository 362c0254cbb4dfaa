export type { BreakerRow, Counted, Entrance, RecentError, Standing } from './breaker.ts'
export {
  closeBreaker,
  enterBreaker,
  leaveTrial,
  noteCall,
  readBreaker,
  readStanding,
  recentErrors,
} from './breaker.ts'
export type { DueLook, Look, LookRow } from './health.ts'
export { claimHealthLooks, knownHealth, listLooks, putOffLook, recordLook } from './health.ts'
export type { BucketUse, Lease, TokenRequest } from './limit.ts'
export { forgetTurns, leaseTokens, pauseBucket, readBuckets } from './limit.ts'
export type { PermitRequest } from './permits.ts'
export { leasePermits, readPermits } from './permits.ts'
export type { StandingRow } from './standings.ts'
export { listStandings } from './standings.ts'
