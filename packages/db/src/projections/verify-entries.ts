import type pg from 'pg'
import { type Finding, maxFindings } from './finding.ts'
import { checkpoint } from './verify-streams.ts'

/** Compares the entries of events with the events themselves, up to where they have been folded. */
export async function verifyEntries(client: pg.ClientBase): Promise<{ rows: number; findings: Finding[] }> {
  const upto = await checkpoint(client, 'event_entry')
  const counted = await client.query<{ n: number }>('select count(*) as n from read.event_entry')
  const { rows } = await client.query<{ position: number; there: boolean }>(
    `with expected as (
       select organization_id, position, type, actor, correlation_id,
         case when type = 'SyncFailed' then data ->> 'code' end collate "C" as code
       from log.event where position <= $1
     )
     select coalesce(x.position, t.position) as position, t.position is not null as there
     from expected x full join read.event_entry t using (organization_id, position)
     where (x.*) is distinct from (t.*)
     order by position limit $2`,
    [upto, maxFindings],
  )
  const findings = rows.map(({ position, there }) => ({
    check: 'event_entry' as const,
    position,
    message: there ? 'The entry is not what the event says' : 'The event has no entry',
  }))
  return { rows: counted.rows[0]?.n ?? 0, findings }
}
