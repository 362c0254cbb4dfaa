import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { fields, nullable, oneOf, type Read } from '../shape.ts'
import type { Log } from '../store/log.ts'
import type { Store } from '../store/store.ts'

/** A mail as it arrived. */
export type Mail = {
  at: string
  from: string
  to: string[]
  subject: string
  /** Headers and parts, as they were sent. */
  source: string
}

/** What the server says to whoever wants to hand in a mail: yes, not now (450), or never (550). */
export type MailTrouble = { refuses: 'no' | 'for_now' | 'for_good' }

export type MailCatcher = {
  /** `smtp://127.0.0.1:<port>`; '' before it listens. */
  url(): string
  mails: Log<Mail>
  trouble(change: unknown): Read<MailTrouble>
  listen(port: number): Promise<void>
  close(): Promise<void>
}

const maxMailBytes = 256 * 1_024
const maxConnections = 50
const limits = { entries: 1_000, bytes: 16 * 1_024 * 1_024, sizeOf: ({ source }: Mail) => source.length }

/** Takes mails for everybody and sends none on. */
export function createMailCatcher(store: Store, now: () => number): MailCatcher {
  const mails = store.log<Mail>('mails', limits)
  let trouble: MailTrouble = { refuses: 'no' }
  let url = ''
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: maxMailBytes,
    maxClients: maxConnections,
    logger: false,
    onRcptTo(_address, _session, done) {
      if (trouble.refuses === 'no') return done()
      const forGood = trouble.refuses === 'for_good'
      const refusal = new Error(forGood ? 'No such mailbox' : 'Try again later')
      done(Object.assign(refusal, { responseCode: forGood ? 550 : 450 }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('Too large'), { responseCode: 552 }))
        const source = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        mails.append({
          at: new Date(now()).toISOString(),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          subject: /^subject: (.*)$/im.exec(source)?.[1]?.trim() ?? '',
          source,
        })
        store.commit()
        done()
      })
    },
  })
  // A client that hangs up is no fault of ours.
  server.on('error', () => {})

  return {
    url: () => url,
    mails,
    trouble(change) {
      const read = fields<{ refuses: MailTrouble['refuses'] | null }>({
        refuses: nullable(oneOf(['no', 'for_now', 'for_good'])),
      })(change, '')
      if (!read.ok) return read
      trouble = { refuses: read.value.refuses ?? 'no' }
      return { ok: true, value: trouble }
    },
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
          resolve()
        })
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The plain text of a mail, readable: its own part where it has several, quoted-printable and base64 undone. */
export function textOf(source: string): string {
  const boundary = /^content-type: multipart\/[^;]+;\s+boundary="?([^"\r\n]+)"?/im.exec(source)?.[1]
  const parts = boundary === undefined ? [source] : source.split(`--${boundary}`)
  const plain = parts.find((part) => /^content-type: text\/plain/im.test(part)) ?? source
  const blank = plain.search(/\r?\n\r?\n/)
  const [head, body] = [plain.slice(0, blank), plain.slice(blank).trim()]
  const encoding = /^content-transfer-encoding: (\S+)/im.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
