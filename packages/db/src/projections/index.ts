export { advanceProjection, projections } from './advance.ts'
export type { ProjectionName } from './advance.ts'
export { verifyLog, verifySyncStatus } from './verify.ts'
export type { Finding } from './verify.ts'
