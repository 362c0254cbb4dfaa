import { z } from 'zod'
import { defineEvent } from '../event/define.ts'
import { conflictPolicies } from './conflict.ts'
import { entities } from './entity.ts'

export const flowEvents = {
  FlowConflictPolicySet: defineEvent({
    type: 'FlowConflictPolicySet',
    version: 1,
    stream: 'flow',
    sentence: 'A person set who wins where both sides changed a record.',
    schema: z.strictObject({ policy: z.enum(conflictPolicies) }),
    example: { policy: 'ask' },
  }),
  FlowDisabled: defineEvent({
    type: 'FlowDisabled',
    version: 1,
    stream: 'flow',
    sentence: 'A person had records of one entity travel no more from one connection to another.',
    schema: z.strictObject({ reason: z.string().min(1).max(500) }),
    example: { reason: 'The office keeps its own customers from now on' },
  }),
  FlowEnabled: defineEvent({
    type: 'FlowEnabled',
    version: 3,
    stream: 'flow',
    sentence: 'Records of one entity began to travel from one connection to another.',
    schema: z.strictObject({
      entity: z.enum(entities),
      sourceConnectionId: z.uuid(),
      targetConnectionId: z.uuid(),
      mappingVersion: z.int().min(1),
    }),
    example: {
      entity: 'customer',
      sourceConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
      targetConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      mappingVersion: 1,
    },
  }),
} as const
