import { z } from 'zod'
import { memberId } from './member-id.ts'

/** As much of a written member as tells that it is the one we wrote. */
export const writtenSchema = z.object({
  id: memberId,
  email_address: z.string().min(1).max(512),
  status: z.string().max(60),
})

export const maxBatch = 500

/** A batch is answered with 200 whatever became of its members. */
export const batchSchema = z.object({
  new_members: z.array(z.unknown()).max(maxBatch),
  updated_members: z.array(z.unknown()).max(maxBatch),
  errors: z
    .array(
      z.object({
        email_address: z.string().max(1_000),
        error: z.string().max(2_000).default(''),
        error_code: z.string().max(120).nullish(),
        field: z.string().max(200).nullish(),
        field_message: z.string().max(2_000).nullish(),
      }),
    )
    .max(maxBatch),
})
