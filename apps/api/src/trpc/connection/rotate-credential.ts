import { credentialKinds } from '@syncline/domain/connection'
import { secretInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  kind: z.enum(credentialKinds),
  secret: secretInput,
})

/** Gives a credential a new version; the one before stays readable until it is retired. */
export const rotateCredential = procedure({
  permission: 'connection.configure',
  stepUp: true,
  audit: {
    action: 'connection.rotateCredential',
    target: ({ connectionId }) => connectionId,
    after: ({ kind }) => ({ kind }),
  },
  input,
}).mutation(({ ctx, input: { connectionId, ...credential } }) =>
  ctx.ports.custodyCommands.rotateCredential(ctx.access.organization.id, connectionId, credential, byOf(ctx)),
)
