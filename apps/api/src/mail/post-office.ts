import type { Queue } from '@syncline/db/queue'
import type { MailJob } from '@syncline/domain/job'
import type { Logger } from 'pino'
import type { Invitations } from '../auth/invitations.ts'
import { writeInvitation } from './invitation.ts'
import type { Mailer } from './mailer.ts'

export interface PostOfficeDeps {
  readonly queue: Pick<Queue, 'onMail' | 'enqueueMails'>
  readonly invitations: Pick<Invitations, 'waitingForMail' | 'mailOf' | 'noteMail'>
  readonly mailer: Pick<Mailer, 'send'>
  readonly log: Logger
}

export interface PostOffice {
  /** Takes what the queue hands over. */
  open(): Promise<void>
  /** Puts in the queue what waits and is not there, also what a process that died left waiting. */
  collect(): Promise<void>
}

const collectedAtOnce = 100

/** Sends what waits to be sent, and writes down what became of it. */
export function createPostOffice({ queue, invitations, mailer, log }: PostOfficeDeps): PostOffice {
  async function deliver({ invitationId }: MailJob, lastTry: boolean): Promise<'done' | 'again'> {
    const mail = await invitations.mailOf(invitationId)
    if (!mail) return 'done'
    const trouble = await mailer.send(writeInvitation(mail))
    if (!trouble) {
      await invitations.noteMail(invitationId, null, true)
      return 'done'
    }
    const { problem, forGood, cause } = trouble
    const { code, responseCode } = cause as { code?: unknown; responseCode?: unknown }
    log.warn({ invitationId, problem, code, responseCode, lastTry }, 'a mail could not be sent')
    const over = forGood || lastTry
    await invitations.noteMail(invitationId, problem, over)
    return over ? 'done' : 'again'
  }

  return {
    open: () => queue.onMail(deliver),
    async collect() {
      const ids = await invitations.waitingForMail(collectedAtOnce)
      await queue.enqueueMails(ids.map((invitationId) => ({ invitationId })))
    },
  }
}
