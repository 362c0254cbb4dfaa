import { noInput, procedure } from '../procedure.ts'

/** What can be connected in this build, and what a person is asked for to do so. */
export const providers = procedure({ permission: 'connection.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.connectionReads.providers(),
)
