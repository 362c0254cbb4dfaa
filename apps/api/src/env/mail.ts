import { z } from 'zod'
import { together } from './readers.ts'

/** An address, with or without a name before it: `Syncline <hub@example.com>`. */
const sender = /^(?:[^<>"\r\n]{1,80} )?<?[^\s<>@"]{1,64}@[a-z0-9.-]{1,253}>?$/i

export const mailVariables = {
  /** Where mails are handed in. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  MAIL_FROM: z.string().regex(sender, 'must be an address, or a name and <an address>').optional(),
}
type Values = z.output<z.ZodObject<typeof mailVariables>>

export interface MailEnv {
  /** Holds the server's password. */
  readonly smtpUrl: string
  readonly from: string
}

export const mailOf = ({ SMTP_URL: smtpUrl, MAIL_FROM: from }: Values): MailEnv | null =>
  smtpUrl && from ? { smtpUrl, from } : null

export const mailProblems = (values: Values): string[] => together(values, ['SMTP_URL', 'MAIL_FROM'])
