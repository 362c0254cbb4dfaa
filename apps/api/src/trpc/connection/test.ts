import { connectionTestInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Asks the provider whether it takes the credentials: those that are stored, or some that are only being tried. */
export const test = procedure({
  permission: 'connection.configure',
  audit: {
    action: 'connection.test',
    target: (input) => (input.kind === 'stored' ? input.connectionId : input.provider),
    after: ({ kind }) => ({ kind }),
  },
  input: connectionTestInput,
}).mutation(({ ctx, input }) => ctx.ports.custodyCommands.test(ctx.access.organization.id, input, byOf(ctx)))
