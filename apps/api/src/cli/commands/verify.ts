import { connectOwner } from '@syncline/db/pool'
import { verifyLog, verifyProjections } from '@syncline/db/projections'
import type { CommandInput } from '../command.ts'

export const summary = 'prove the log whole and the views equal to it'

/** The owner's eyes: reads across organizations, changes nothing. */
export async function run({ settings, say, report }: CommandInput): Promise<number> {
  const client = await connectOwner(settings.directUrl, 'syncline verify', {
    default_transaction_read_only: 'on',
    TimeZone: 'UTC',
  })
  try {
    // One snapshot for all, so that what is written meanwhile is on neither side.
    await client.query('begin isolation level repeatable read')
    const log = await verifyLog(client)
    const tables = await verifyProjections(client)
    const findings = [...log.findings, ...tables.flatMap((table) => table.findings)]
    const count = (check: string) => findings.filter((finding) => finding.check === check).length
    const line = (ok: boolean, text: string) => say(`${ok ? 'ok   ' : 'FAIL '} ${text}`)
    line(count('density') === 0, `${log.events} events, positions dense from 1`)
    line(count('order') === 0, 'recorded times never go back')
    line(
      count('versions') + count('heads') === 0,
      'every stream is numbered without a gap, every head is its newest',
    )
    for (const { projection, rows, findings: wrong } of tables)
      line(wrong.length === 0, `${rows} rows of ${projection} equal what the log says`)
    for (const { position, message } of findings.slice(0, 20))
      say(`      ${position === null ? '' : `position ${position}: `}${message}`)
    report({
      verify: findings.length === 0 ? 'ok' : 'failed',
      events: log.events,
      rows: Object.fromEntries(tables.map(({ projection, rows }) => [projection, rows])),
      findings,
    })
    return findings.length === 0 ? 0 : 1
  } finally {
    await client.end()
  }
}
