import pg from 'pg'
import type { Comparison } from './books.ts'

const maxObjects = 5
const maxEvents = 200
const maxDataLength = 600

/**
 * What the log says of objects whose books differ: each sync of them with its events, in order, so that the cause of a
 * failed run can be read from its output. For made-up data only; what is sealed is left out.
 */
export async function tellStories(
  databaseUrl: string,
  differences: Comparison['differences'],
): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const stories: string[] = []
    for (const difference of differences.slice(0, maxObjects))
      stories.push(`${JSON.stringify(difference)}\n${await tell(client, difference.ref)}`)
    return stories.join('\n')
  } finally {
    await client.end()
  }
}

async function tell(client: pg.Client, ref: string): Promise<string> {
  const { rows } = await client.query<{ line: string }>(
    `select format('  %s %s #%s %s v%s %s %s', to_char(e.recorded_at, 'HH24:MI:SS.MS'), e.stream, e.position, e.type,
              e.version, e.actor, left((e.data - 'label' - 'operation')::text, $2)) as line
       from log.event e
      where e.stream in (select r.stream from log.event r
                          where r.type = 'SyncRequested' and r.data -> 'source' ->> 'id' = $1)
      order by e.position limit $3`,
    [ref, maxDataLength, maxEvents],
  )
  return rows.map(({ line }) => line).join('\n') || '  No sync of it was ever requested.'
}
