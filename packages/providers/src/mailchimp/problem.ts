import { z } from 'zod'

/** `application/problem+json`. @see https://mailchimp.com/developer/marketing/docs/errors/ */
export const problemSchema = z.object({
  title: z.string().max(200),
  status: z.int().min(400).max(599),
  detail: z
    .string()
    .nullish()
    .transform((detail) => detail ?? ''),
  errors: z
    .array(z.object({ field: z.string().max(200).default(''), message: z.string().max(2_000).default('') }))
    .max(1_000)
    .default([]),
})
export type Problem = z.output<typeof problemSchema>
