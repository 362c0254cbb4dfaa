import * as z from 'zod/mini'

/** The state of a webhook's page: how the timeline is shown. */
export const webhookSearch = z.object({ timeline: z.catch(z.optional(z.literal('json')), undefined) })
