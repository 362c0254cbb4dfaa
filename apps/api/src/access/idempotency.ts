import { createHash } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface IdempotentCall {
  readonly organizationId: string
  /** Each caller has keys of its own. */
  readonly caller: string
  readonly key: string
  /** What is asked: a key stands for one request only. */
  readonly request: unknown
}

/** Answers to changes by `Idempotency-Key`, for a day: a call that comes again gets the first one's answer. */
export interface Idempotency {
  /**
   * Runs `work` unless it has been run under this key. What it throws is not kept: it may be tried again.
   * @throws SynclineError STATE_CONFLICT while the first call is still out, IDEMPOTENCY_CONFLICT for another request
   */
  once(call: IdempotentCall, work: () => Promise<Answer>): Promise<Answer & { readonly replayed: boolean }>
}

/** A call that is out longer than this has died. */
const deadAfterSeconds = 120

export function createIdempotency(pool: pg.Pool): Idempotency {
  return {
    async once({ organizationId, caller, key, request }, work) {
      const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex')
      const place = [organizationId, caller, key]
      const known = await withOrganization(pool, organizationId, async (tx) => {
        await tx.query(
          `delete from coordination.answer where organization_id = $1 and (created_at < now() - interval '1 day'
             or caller = $2 and key = $3 and status is null and created_at < now() - interval '${deadAfterSeconds} seconds')`,
          place,
        )
        const { rowCount } = await tx.query(
          `insert into coordination.answer (organization_id, caller, key, request_digest) values ($1, $2, $3, $4)
           on conflict do nothing`,
          [...place, digest],
        )
        if (rowCount === 1) return null
        const { rows } = await tx.query<{ request_digest: string; status: number | null; body: unknown }>(
          `select request_digest, status, body from coordination.answer
           where organization_id = $1 and caller = $2 and key = $3`,
          place,
        )
        return rows[0] ?? null
      })
      if (known) {
        if (known.request_digest !== digest) throw new SynclineError('IDEMPOTENCY_CONFLICT')
        if (known.status === null) throw new SynclineError('STATE_CONFLICT', { reason: 'first_call_is_out' })
        return { status: known.status, body: known.body, replayed: true }
      }
      try {
        const answer = await work()
        await withOrganization(pool, organizationId, (tx) =>
          tx.query(
            `update coordination.answer set status = $4, body = $5
             where organization_id = $1 and caller = $2 and key = $3`,
            [...place, answer.status, JSON.stringify(answer.body)],
          ),
        )
        return { ...answer, replayed: false }
      } catch (error) {
        await withOrganization(pool, organizationId, (tx) =>
          tx.query(
            'delete from coordination.answer where organization_id = $1 and caller = $2 and key = $3 and status is null',
            place,
          ),
        ).catch(() => undefined)
        throw error
      }
    },
  }
}
