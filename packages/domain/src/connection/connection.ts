import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { ChoiceName, Choices, Chosen } from './choice.ts'
import type { Entity } from './entity.ts'
import type { connectionEvents } from './events.ts'
import type { LimitPolicy, protectionEvents } from './protection-events.ts'

type ConnectionEventType = keyof typeof connectionEvents
export type ConnectionEvent = {
  [Type in ConnectionEventType]: NewEvent<Type, EventData<Type>>
}[ConnectionEventType]

type ProtectionEvent = Extract<ConnectionEvent, { type: keyof typeof protectionEvents }>

interface Set {
  /** Null: those of the installation. */
  readonly retryWaitsMs: readonly number[] | null
  readonly choices: Choices
  /** Kinds of records that are switched off, in the order of their names. */
  readonly scopeOff: readonly Entity[]
  /** The provider's address for its webhooks that was made from here, and whose secret is kept; null for none. */
  readonly webhookEndpointId: string | null
}

export type Connection =
  | { readonly status: 'none' }
  | ({ readonly status: 'connected' } & Set)
  /** Switched off: nothing leaves, webhooks are still stored. */
  | ({ readonly status: 'disabled'; readonly reason: string } & Set)
  | { readonly status: 'deleted' }

export type ConnectionCommand =
  | { readonly type: 'connect'; readonly data: EventData<'ConnectionConnected'> }
  | { readonly type: 'setRetryPolicy'; readonly retryWaitsMs: readonly number[] | null }
  | { readonly type: 'setLimits'; readonly policy: LimitPolicy }
  | {
      readonly type: 'choose'
      readonly name: ChoiceName
      /** Null: nothing in particular. */
      readonly chosen: Chosen | null
      /** What follows from it. */
      readonly accountId: string
      readonly baseUrl: string
    }
  | { readonly type: 'setSchedule'; readonly schedule: EventData<'ConnectionScheduleSet'> }
  | { readonly type: 'setScope'; readonly off: readonly Entity[]; readonly reason: string }
  | { readonly type: 'disable'; readonly reason: string }
  | { readonly type: 'enable' }
  | { readonly type: 'delete'; readonly reason: string; readonly credentialsDestroyed: number }
  /** What custody or the provider did, to be known. */
  | { readonly type: 'noteRotation'; readonly rotations: readonly EventData<'CredentialRotated'>[] }
  | { readonly type: 'noteRetirement'; readonly retired: EventData<'CredentialRetired'> }
  | { readonly type: 'noteTest'; readonly test: EventData<'ConnectionTested'> }
  | { readonly type: 'noteWebhookEndpoint'; readonly data: EventData<'WebhookEndpointChanged'> }
  /** What the breaker or a look at the provider came to. */
  | { readonly type: 'noteProtection'; readonly event: Exclude<ProtectionEvent, { type: 'LimitPolicySet' }> }

export const initialConnection: Connection = { status: 'none' }

export function decideConnection(command: ConnectionCommand, state: Connection): Decision<ConnectionEvent> {
  if (command.type === 'connect')
    return state.status === 'none'
      ? decided({ type: 'ConnectionConnected', data: command.data })
      : refused('STATE_CONFLICT', { reason: 'exists' })
  if (state.status === 'none' || state.status === 'deleted') return refused('RECORD_NOT_FOUND')
  switch (command.type) {
    case 'setRetryPolicy': {
      const { retryWaitsMs } = command
      return decided({
        type: 'ConnectionRetryPolicySet',
        data: { retryWaitsMs: retryWaitsMs && [...retryWaitsMs] },
      })
    }
    case 'setLimits':
      return decided({ type: 'LimitPolicySet', data: command.policy })
    case 'choose': {
      const { name, chosen, accountId, baseUrl } = command
      const { [name]: _before, ...others } = state.choices
      const choices = chosen === null ? others : { ...others, [name]: chosen }
      return decided({ type: 'ConnectionChoicesSet', data: { choices, accountId, baseUrl } })
    }
    case 'setSchedule':
      return decided({ type: 'ConnectionScheduleSet', data: command.schedule })
    case 'setScope': {
      const off = [...new Set(command.off)].sort()
      return off.join() === state.scopeOff.join()
        ? refused('STATE_CONFLICT', { reason: 'unchanged' })
        : decided({ type: 'ConnectionScopeSet', data: { off, reason: command.reason } })
    }
    case 'disable':
      return state.status === 'disabled'
        ? refused('STATE_CONFLICT', { reason: 'is_off' })
        : decided({ type: 'ConnectionDisabled', data: { reason: command.reason } })
    case 'enable':
      return state.status === 'connected'
        ? refused('STATE_CONFLICT', { reason: 'is_on' })
        : decided({ type: 'ConnectionEnabled', data: {} })
    case 'delete': {
      const { reason, credentialsDestroyed } = command
      return decided({ type: 'ConnectionDeleted', data: { reason, credentialsDestroyed } })
    }
    case 'noteRotation':
      return {
        ok: true,
        events: command.rotations.map((data) => ({ type: 'CredentialRotated', data }) as const),
      }
    case 'noteRetirement':
      return decided({ type: 'CredentialRetired', data: command.retired })
    case 'noteTest':
      return decided({ type: 'ConnectionTested', data: command.test })
    case 'noteWebhookEndpoint':
      return decided({ type: 'WebhookEndpointChanged', data: command.data })
    case 'noteProtection':
      return decided(command.event)
  }
}

export function evolveConnection(state: Connection, event: ConnectionEvent): Connection {
  if (event.type === 'ConnectionConnected')
    return state.status === 'none'
      ? { status: 'connected', retryWaitsMs: null, choices: {}, scopeOff: [], webhookEndpointId: null }
      : state
  if (state.status === 'none' || state.status === 'deleted') return state
  const { retryWaitsMs, choices, scopeOff, webhookEndpointId } = state
  const kept = { retryWaitsMs, choices, scopeOff, webhookEndpointId }
  switch (event.type) {
    case 'ConnectionRetryPolicySet':
      return { ...state, retryWaitsMs: event.data.retryWaitsMs }
    case 'ConnectionChoicesSet':
      return { ...state, choices: event.data.choices as Choices }
    case 'ConnectionScopeSet':
      return { ...state, scopeOff: event.data.off }
    case 'ConnectionDisabled':
      return { status: 'disabled', reason: event.data.reason, ...kept }
    case 'ConnectionEnabled':
      return { status: 'connected', ...kept }
    case 'ConnectionDeleted':
      return { status: 'deleted' }
    case 'WebhookEndpointChanged': {
      const { change, endpointId } = event.data
      if (change === 'created') return { ...state, webhookEndpointId: endpointId }
      const isGone = change === 'deleted' && endpointId === webhookEndpointId
      return isGone ? { ...state, webhookEndpointId: null } : state
    }
    // What is done with it and what befalls it leaves open what may be done next.
    default:
      return state
  }
}
