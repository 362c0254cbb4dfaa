import { choiceNames } from '@syncline/domain/connection'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  name: z.enum(choiceNames),
  /** What the provider's form asks for, by the field's name. */
  given: z
    .record(z.string().min(1).max(60), z.string().max(500))
    .refine((given) => Object.keys(given).length <= 20, { error: 'At most 20 fields.' }),
})

/** Makes one more of what can be chosen, at the provider: an audience. Asking twice makes two. */
export const addChoice = procedure({
  permission: 'connection.configure',
  audit: {
    action: 'connection.addChoice',
    target: ({ connectionId }) => connectionId,
    after: ({ name }) => ({ name }),
  },
  input,
}).mutation(({ ctx, input: { connectionId, ...asked } }) =>
  ctx.ports.choices.create(ctx.access.organization.id, connectionId, asked),
)
