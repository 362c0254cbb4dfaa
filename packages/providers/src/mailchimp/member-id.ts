import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Mailchimp's id of somebody on a list: the MD5 of the address in lower case, as hex. */
export const memberIdOf = (email: string): string =>
  createHash('md5').update(email.toLowerCase()).digest('hex')

export const memberId = z.string().regex(/^[0-9a-f]{32}$/)
