import { createQueue, type Queue } from '@syncline/db/queue'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Edge, mutation, origin, ours, query, startEdge } from '../testing/edge.ts'
import { createMailer, type Mailer } from './mailer.ts'
import { createPostOffice, type PostOffice } from './post-office.ts'

let edge: Edge
let sandbox: Sandbox
let queue: Queue
let mailer: Mailer
let office: PostOffice
let admin: string
const lines: string[] = []
beforeAll(async () => {
  sandbox = await createSandbox()
  edge = await startEdge({ auth: { mails: true } })
  admin = await edge.signIn('admin')
  const failed = (error: unknown) => lines.push(String(error))
  queue = createQueue({ url: edge.wire.url, applicationName: 'mail test', onError: failed })
  await queue.start()
  mailer = createMailer({ smtpUrl: sandbox.smtpUrl, from: 'Syncline <hub@hub.example>' })
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  office = createPostOffice({ queue, invitations: edge.auth.invitations, mailer, log })
  await office.open()
})
afterAll(async () => {
  await queue.stop(1_000)
  mailer.close()
  await edge.close()
  await sandbox.close()
})
beforeEach(() => sandbox.mailTrouble({ refuses: 'no' }))

const call = (name: string, input: unknown) => edge.inject(mutation(name, input, { cookie: admin }))
const invite = async (email: string) => {
  const answer = await call('invitation.create', { email, role: 'auditor' })
  expect(answer.statusCode).toBe(200)
  return answer.json().result.data as { invitation: { invitationId: string; mail: unknown }; link: string }
}
const people = async () =>
  (await edge.inject(query('member.list', undefined, { cookie: admin }))).json().result.data
const mailOf = async (email: string) =>
  (await people()).invitations.find((one: { email: string }) => one.email === email)?.mail
const becomes = (email: string, mail: object) =>
  expect.poll(() => mailOf(email), { timeout: 15_000, interval: 100 }).toMatchObject(mail)
const mailsTo = (email: string) => sandbox.mails().filter(({ to }) => to.includes(email))

it('an invitation goes out by mail, once however often it is collected, and its link lets in', async () => {
  const { invitation, link } = await invite('new@example.com')
  expect((await people()).mails).toBe(true)
  expect(invitation.mail).toEqual({ state: 'waiting', at: null, problem: null })
  await Promise.all([office.collect(), office.collect(), office.collect()])
  const { rows } = await edge.admin.query("select data from pgboss.job where name = 'mail'")
  expect(rows).toEqual([{ data: { invitationId: invitation.invitationId } }])
  await becomes('new@example.com', { state: 'sent', problem: null })
  const [mail, ...more] = mailsTo('new@example.com')
  expect(more).toEqual([])
  expect(mail).toMatchObject({ from: 'hub@hub.example', subject: `You are invited to ${ours.name}` })
  const caught = await fetch(`${sandbox.url}/_sandbox/mails`)
  const inMail = (await caught.json()) as { mails: { text: string }[] }
  expect(inMail.mails[0]?.text).toContain(link)
  expect(link).toMatch(new RegExp(`^${origin}/invitation#`))
  expect(lines.join('')).not.toContain(link.split('#')[1])
})

it('says why a mail could not be sent, and sends it when it is asked to again', async () => {
  sandbox.mailTrouble({ refuses: 'for_good' })
  const { invitation } = await invite('gone@example.com')
  await office.collect()
  await becomes('gone@example.com', { state: 'failed', problem: 'address_refused' })
  sandbox.mailTrouble({ refuses: 'no' })
  await office.collect()
  expect(mailsTo('gone@example.com')).toEqual([])
  expect((await call('invitation.send', { invitationId: invitation.invitationId })).statusCode).toBe(200)
  await office.collect()
  await becomes('gone@example.com', { state: 'sent', problem: null })
  expect(lines.join('')).not.toContain('gone@example.com')
})

it('tries a mail again by itself that is refused for now', async () => {
  sandbox.mailTrouble({ refuses: 'for_now' })
  await invite('busy@example.com')
  await office.collect()
  await becomes('busy@example.com', { state: 'waiting', problem: 'refused' })
  sandbox.mailTrouble({ refuses: 'no' })
  // It would wait for half a minute.
  await expect
    .poll(
      async () =>
        (
          await edge.admin.query(
            "update pgboss.job set start_after = now() where name = 'mail' and state = 'retry'",
          )
        ).rowCount,
    )
    .toBe(1)
  await becomes('busy@example.com', { state: 'sent', problem: null })
  expect(mailsTo('busy@example.com')).toHaveLength(1)
})

it('knows a server that is away, and sends nothing for an invitation that ended', async () => {
  const away = createMailer({ smtpUrl: 'smtp://127.0.0.1:9', from: 'hub@hub.example' })
  const letter = { to: 'a@example.com', subject: 's', text: 't', html: 'h' }
  expect(await away.send(letter)).toMatchObject({ problem: 'unreachable', forGood: false })
  away.close()
  const { invitation } = await invite('ended@example.com')
  await call('invitation.revoke', { invitationId: invitation.invitationId })
  expect(await edge.auth.invitations.mailOf(invitation.invitationId)).toBeNull()
  expect((await call('invitation.send', { invitationId: invitation.invitationId })).statusCode).toBe(404)
})

it('fills nobody’s mailbox', async () => {
  const { invitation } = await invite('many@example.com')
  const again = () => call('invitation.send', { invitationId: invitation.invitationId })
  for (let n = 1; n < 5; n++) expect((await again()).statusCode).toBe(200)
  const late = await again()
  expect([late.statusCode, late.json().error.data.syncline.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED'])
})
