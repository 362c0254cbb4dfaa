export type { ProjectionName } from './advance.ts'
export { advanceProjection, advanceProjections, projections } from './advance.ts'
export type { Finding } from './verify.ts'
export { verifyLog, verifySyncStatus } from './verify.ts'
