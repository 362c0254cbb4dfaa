import { z } from 'zod'
import { defineEvent } from '../event/define.ts'

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
