export type { ChoiceName, Choices, Chosen } from './choice.ts'
export { choiceNames } from './choice.ts'
export type { ConflictPolicy } from './conflict.ts'
export { conflictPolicies } from './conflict.ts'
export type { Connection, ConnectionCommand, ConnectionEvent } from './connection.ts'
export { decideConnection, evolveConnection, initialConnection } from './connection.ts'
export type { CredentialKind } from './credential.ts'
export { credentialKinds } from './credential.ts'
export type { Entity, Scope } from './entity.ts'
export { entities, scopes } from './entity.ts'
export { connectionEvents, providerName } from './events.ts'
export { flowEvents } from './flow.ts'
export type { Flow, FlowCommand, FlowEvent } from './flow-policy.ts'
export { decideFlow, evolveFlow, initialFlow } from './flow-policy.ts'
export type { HealthLook } from './health.ts'
export { countsAgainstProvider, judgeHealth, slowAnswerMs } from './health.ts'
export { organizationEvents } from './organization.ts'
export type { OrganizationCommand, OrganizationEvent, OrganizationSwitch } from './organization-switch.ts'
export { decideOrganization, evolveOrganization, initialOrganization } from './organization-switch.ts'
export type { BreakerPolicy, BreakerState, CallLimit, Health } from './protection.ts'
export {
  breakerOpenMs,
  breakerStates,
  breakerThreshold,
  callWindowMs,
  defaultBreaker,
  healths,
  mostCalls,
  mostCallsAtOnce,
  usualAtOnce,
  usualBreaker,
  usualLimit,
  usualPolicy,
} from './protection.ts'
export type { LimitPolicy } from './protection-events.ts'
export { limitPolicySchema } from './protection-events.ts'
export type { ProviderName } from './provider.ts'
export { providerNames, providerTitles } from './provider.ts'
export type { Schedule, ScheduleTiming } from './schedule.ts'
export { schedule, scheduleTiming } from './schedule.ts'
export { leastIntervalSeconds, maxCronLength, mostIntervalSeconds, usualTiming } from './timing.ts'
