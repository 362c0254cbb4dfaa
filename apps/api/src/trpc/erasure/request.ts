import { erasureRequestInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Erases a person: their keys and what webhooks said of them are destroyed. It can't be taken back. */
export const request = procedure({
  permission: 'subject.erase',
  audit: { action: 'erasure.request', target: ({ erasureId }) => erasureId },
  input: erasureRequestInput,
  stepUp: true,
}).mutation(({ ctx, input }) =>
  ctx.ports.erasureCommands.request(ctx.access.organization.id, { ...input, ...byOf(ctx) }),
)
