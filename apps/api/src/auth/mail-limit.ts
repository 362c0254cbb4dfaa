import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { createKeyLimit } from '../access/key-limit.ts'

export interface MailLimit {
  /** Counts a mail of an organization to an address. @throws SynclineError RATE_LIMIT_EXCEEDED */
  count(organizationId: string, address: string): Promise<void>
}

const ofOrganization = { windowMs: 60 * 60_000, maxRequests: 60 }
/** Nobody’s mailbox is filled from here, whoever asks. */
const toAddress = { windowMs: 24 * 60 * 60_000, maxRequests: 5 }

/** Counted by all instances together; of an address only a digest is kept. */
export function createMailLimit(pool: pg.Pool, secret: string): MailLimit {
  const organizations = createKeyLimit(pool, ofOrganization, 'mail')
  const addresses = createKeyLimit(pool, toAddress, 'mail_to')
  return {
    async count(organizationId, address) {
      await addresses.count(createHmac('sha256', secret).update(`mail ${address}`).digest('base64url'))
      await organizations.count(organizationId)
    },
  }
}
