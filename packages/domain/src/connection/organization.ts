import { z } from 'zod'
import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import { defineEvent } from '../event/define.ts'
import type { NewEvent } from '../event/envelope.ts'

export const organizationEvents = {
  OrganizationFounded: defineEvent({
    type: 'OrganizationFounded',
    version: 1,
    stream: 'organization',
    sentence: 'An organization began to use Syncline.',
    schema: z.strictObject({ name: z.string().min(1).max(120), demo: z.boolean() }),
    example: { name: 'Marina Group', demo: true },
  }),
  OrganizationDisabled: defineEvent({
    type: 'OrganizationDisabled',
    version: 1,
    stream: 'organization',
    sentence:
      'A person switched an organization off: nothing leaves to any provider, webhooks are still stored.',
    schema: z.strictObject({ reason: z.string().min(1).max(500) }),
    example: { reason: 'The books are being closed' },
  }),
  OrganizationEnabled: defineEvent({
    type: 'OrganizationEnabled',
    version: 1,
    stream: 'organization',
    sentence: 'A person switched an organization on again.',
    schema: z.strictObject({}),
    example: {},
  }),
} as const

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
