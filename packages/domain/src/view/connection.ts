import type { Choices, ConflictPolicy, Entity, ProviderName, Schedule, Scope } from '../connection/index.ts'

/** A rule by which records of one entity go from one connection to another. */
export interface FlowView {
  readonly flowId: string
  readonly entity: Entity
  readonly sourceConnectionId: string
  readonly targetConnectionId: string
  readonly conflictPolicy: ConflictPolicy
}

/** What stands above the switches of single connections. */
export interface OrganizationSwitchView {
  /** Why the organization is switched off; null while it is on. */
  readonly disabledBecause: string | null
  /** Providers that the installation switched off, for every organization. */
  readonly providersOff: readonly ProviderName[]
}

export interface ConnectionView {
  readonly connectionId: string
  readonly provider: ProviderName
  readonly name: string
  readonly venue: string
  /** Where its provider sends webhooks to. */
  readonly webhookUrl: string
  /** How long each retry waits; null: the usual waits. */
  readonly retryWaitsMs: readonly number[] | null
  /** Why it is switched off; null while it is on. */
  readonly disabledBecause: string | null
  /** Since when a person has to sign in again at its provider; null while the sign-in holds. */
  readonly reconnectSince: string | null
  /** The provider's account that it is about. */
  readonly accountId: string
  /** What of it was chosen from what the provider has. */
  readonly choices: Choices
  /** When what flows through it is read again by itself; null where nobody set it. */
  readonly schedule: Schedule | null
  /** Kinds of records that are switched off: nothing of them leaves to it or from it. */
  readonly scopeOff: readonly Scope[]
  /** The sandbox plays its provider: it can be made to send a webhook. */
  readonly played: boolean
}
