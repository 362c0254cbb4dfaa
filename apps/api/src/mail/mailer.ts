import type { MailProblem } from '@syncline/domain/view'
import { createTransport } from 'nodemailer'
import type { MailEnv } from '../env/mail.ts'
import type { Letter } from './invitation.ts'

export interface MailTrouble {
  readonly problem: MailProblem
  /** It will be the same next time. */
  readonly forGood: boolean
  /** Of the library; it names servers and addresses, so it is for nobody’s screen. */
  readonly cause: unknown
}

export interface Mailer {
  /** Null when the server took it. */
  send(letter: Letter): Promise<MailTrouble | null>
  close(): void
}

const connectMs = 10_000
const silentMs = 20_000
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/

export function createMailer({ smtpUrl, from }: MailEnv): Mailer {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const secure = protocol === 'smtps:'
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  const transport = createTransport({
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password never goes in the clear.
    requireTLS: !secure && username !== '' && !loopback.test(hostname),
    ...(username !== '' && { auth }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(letter) {
      try {
        await transport.sendMail({ from, ...letter })
        return null
      } catch (cause) {
        return { ...troubleOf(cause), cause }
      }
    },
    close: () => transport.close(),
  }
}

/** https://nodemailer.com/errors, and RFC 5321, 4.2.1: 5yz is a no for good, 4yz one for now. */
function troubleOf(cause: unknown): Omit<MailTrouble, 'cause'> {
  const { code, responseCode = 0 } = cause as { code?: unknown; responseCode?: number }
  const forGood = responseCode >= 500
  if (code === 'EAUTH' || code === 'ENOAUTH') return { problem: 'sign_in_refused', forGood: false }
  if (code === 'EENVELOPE') return { problem: forGood ? 'address_refused' : 'refused', forGood }
  if (code === 'EMESSAGE' || responseCode > 0) return { problem: 'refused', forGood }
  return { problem: 'unreachable', forGood: false }
}
