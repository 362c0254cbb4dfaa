import type { Actor } from '@syncline/domain/event'
import type { AuditListInput } from '@syncline/domain/view'
import type pg from 'pg'

export interface AuditEntryRow {
  readonly entryId: number
  readonly at: Date
  readonly actor: Actor
  readonly action: string
  readonly target: string | null
  readonly outcome: string
  readonly address: string | null
  readonly userAgent: string | null
  readonly correlationId: string | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly answer: Readonly<Record<string, unknown>> | null
  readonly durationMs: number | null
}

/** `tx` inside `withOrganization`; `before`, `after` and `answer` masked; `errorId` as a refused caller was told. */
export async function insertAudit(
  tx: pg.ClientBase,
  organizationId: string,
  entry: Omit<AuditEntryRow, 'entryId'> & { readonly errorId?: string | null },
): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await tx.query(
    `insert into coordination.audit
       (organization_id, at, actor, action, target, outcome, ip, user_agent, correlation_id, before, after,
        error_id, answer, duration_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      organizationId,
      entry.at,
      entry.actor,
      entry.action,
      entry.target,
      entry.outcome,
      entry.address,
      entry.userAgent,
      entry.correlationId,
      json(entry.before),
      json(entry.after),
      entry.errorId ?? null,
      json(entry.answer),
      entry.durationMs,
    ],
  )
}

const filters = {
  actor: 'actor =',
  action: 'action =',
  target: 'target =',
  outcome: 'outcome =',
} as const

/** Newest first. Times become ids by one probe each, so that every page walks an index in the list's order. */
export async function listAudit(
  tx: pg.ClientBase,
  organizationId: string,
  { filter, cursor, limit }: AuditListInput,
): Promise<{ rows: readonly AuditEntryRow[]; nextCursor: number | null }> {
  const values: unknown[] = [organizationId]
  const value = (given: unknown) => `$${values.push(given)}`
  const where = ['organization_id = $1']
  for (const [name, test] of Object.entries(filters)) {
    const wanted = filter[name as keyof typeof filters]
    if (wanted !== undefined) where.push(`${test} ${value(wanted)}`)
  }
  const at = (time: string) =>
    `(select id from coordination.audit where organization_id = $1 and at >= ${value(time)} order by at, id limit 1)`
  // Without anything since `from` there is nothing to show; without anything since `to` all of it is before.
  if (filter.from !== undefined) where.push(`id >= ${at(filter.from)}`)
  if (filter.to !== undefined) where.push(`id < coalesce(${at(filter.to)}, 9223372036854775807)`)
  if (cursor !== undefined) where.push(`id < ${value(cursor)}`)
  const { rows } = await tx.query<AuditEntryRow>(
    `select id as "entryId", at, actor, action, target, outcome, ip as address, user_agent as "userAgent",
       correlation_id as "correlationId", before, after, answer, duration_ms as "durationMs"
     from coordination.audit where ${where.join(' and ')} order by id desc limit ${value(limit + 1)}`,
    values,
  )
  const more = rows.length > limit
  const page = more ? rows.slice(0, limit) : rows
  return { rows: page, nextCursor: more ? (page.at(-1)?.entryId ?? null) : null }
}
