import * as z from 'zod/mini'

/** Only an address of this site may be gone on to after the sign-in. Browsers leave tabs and line breaks out of addresses. */
const ownAddress = z.string().check(z.regex(/^\/(?![/\\])[\x21-\x7e]*$/), z.maxLength(2_000))

/** Why single sign-on did not lead in. */
const reason = z.string().check(z.regex(/^[a-z_]{1,40}$/))

export const signInSearch = z.object({
  next: z.catch(z.optional(ownAddress), undefined),
  refused: z.catch(z.optional(reason), undefined),
})
