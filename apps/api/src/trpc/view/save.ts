import { savedViewInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Keeps a list's filters and columns under a name, for everybody in the organization. */
export const save = procedure({
  permission: 'view.manage',
  audit: { action: 'view.save', target: ({ list, name }) => `${list}: ${name}` },
  input: savedViewInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.savedViews.save(ctx.access.organization.id, input, ctx.access.actor),
)
