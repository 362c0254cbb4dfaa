import { z } from 'zod'
import { defineEvent } from '../event/define.ts'

/** What becomes of free text in which somebody is told of: it is masked, refused, or taken and counted in the log. */
export const privacyPolicies = ['mask', 'reject', 'allow'] as const
export type PrivacyPolicy = (typeof privacyPolicies)[number]

/** Until an admin chooses. */
export const usualPrivacyPolicy: PrivacyPolicy = 'mask'

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
