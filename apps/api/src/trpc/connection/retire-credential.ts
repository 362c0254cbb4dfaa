import { credentialKinds } from '@syncline/domain/connection'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  kind: z.enum(credentialKinds),
  version: z.int().min(1).max(1_000_000),
})

/** Ends one version of a credential: its ciphertext and its key are gone. The only live one can't be retired. */
export const retireCredential = procedure({
  permission: 'connection.configure',
  stepUp: true,
  audit: { action: 'connection.retireCredential', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId, ...credential } }) =>
  ctx.ports.custodyCommands.retireCredential(ctx.access.organization.id, connectionId, credential, byOf(ctx)),
)
