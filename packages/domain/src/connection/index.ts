export type { ConflictPolicy } from './conflict.ts'
export { conflictPolicies } from './conflict.ts'
export type {
  Connection,
  ConnectionCommand,
  ConnectionEvent,
  ConnectionStatus,
} from './connection.ts'
export { decideConnection, evolveConnection, initialConnection } from './connection.ts'
export type { CredentialKind } from './credential.ts'
export { credentialKinds } from './credential.ts'
export type { Entity } from './entity.ts'
export { entities } from './entity.ts'
export { connectionEvents, providerName } from './events.ts'
export { flowEvents } from './flow.ts'
export type { Flow, FlowCommand, FlowEvent } from './flow-policy.ts'
export { decideFlow, evolveFlow, initialFlow } from './flow-policy.ts'
export { organizationEvents } from './organization.ts'
export type { ProviderName } from './provider.ts'
export { providerNames, providerTitles } from './provider.ts'
