import * as z from 'zod/mini'

/** Only an address of this site may be gone on to after the sign-in. */
const ownAddress = z.string().check(z.regex(/^\/(?![/\\])/), z.maxLength(2_000))

export const signInSearch = z.object({ next: z.catch(z.optional(ownAddress), undefined) })
