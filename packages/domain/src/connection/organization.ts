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
} as const
