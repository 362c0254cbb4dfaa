import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { organizationEvents } from './organization.ts'

export type OrganizationEvent = {
  [Type in keyof typeof organizationEvents]: NewEvent<Type, EventData<Type>>
}[keyof typeof organizationEvents]

/** Whether anything may leave. The organization's stream tells other things as well, which change nothing here. */
export interface OrganizationSwitch {
  readonly status: 'none' | 'on' | 'off'
}

export type OrganizationCommand =
  | { readonly type: 'disable'; readonly reason: string }
  | { readonly type: 'enable' }

export const initialOrganization: OrganizationSwitch = { status: 'none' }

export function decideOrganization(
  command: OrganizationCommand,
  { status }: OrganizationSwitch,
): Decision<OrganizationEvent> {
  if (status === 'none') return refused('RECORD_NOT_FOUND')
  if (command.type === 'disable')
    return status === 'off'
      ? refused('STATE_CONFLICT', { reason: 'is_off' })
      : decided({ type: 'OrganizationDisabled', data: { reason: command.reason } })
  return status === 'on'
    ? refused('STATE_CONFLICT', { reason: 'is_on' })
    : decided({ type: 'OrganizationEnabled', data: {} })
}

export function evolveOrganization(state: OrganizationSwitch, event: NewEvent): OrganizationSwitch {
  switch (event.type) {
    case 'OrganizationFounded':
      return state.status === 'none' ? { status: 'on' } : state
    case 'OrganizationDisabled':
      return { status: 'off' }
    case 'OrganizationEnabled':
      return { status: 'on' }
    default:
      return state
  }
}
