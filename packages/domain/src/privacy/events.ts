import { z } from 'zod'
import { defineEvent } from '../event/define.ts'
import { privacyPolicies } from './kinds.ts'

export const privacyEvents = {
  PrivacyPolicySet: defineEvent({
    type: 'PrivacyPolicySet',
    version: 1,
    stream: 'organization',
    sentence: 'A person chose what becomes of free text that holds personal data.',
    schema: z.strictObject({ policy: z.enum(privacyPolicies) }),
    example: { policy: 'mask' },
  }),
} as const
