import {
  addressesPlace,
  createVault,
  labelPlace,
  operationPlace,
  type Place,
  payloadPlace,
  UnsealableError,
} from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import type { TestHub } from './hub.ts'

/** Whose names or addresses stand in some texts. */
export type Told = ReadonlySet<string>
export const toldIn = (texts: readonly string[]): Told =>
  new Set(texts.flatMap((text) => text.toLowerCase().match(/(?<= )q\d{4}x|q\d{4}x(?=@)/g) ?? []))

/** All that this database holds, row by row, in every schema, as text. */
export async function everyRow({ admin }: TestHub): Promise<readonly string[]> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')`,
  )
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await admin.query(`select t::text as row from ${name} t`)
    texts.push(...rows.map(({ row }) => row as string))
  }
  return texts
}

/** Who is told of in all that this database holds. */
export const dump = async (hub: TestHub): Promise<Told> => toldIn(await everyRow(hub))

/** All that somebody with every key there is can open: a process that has just started, and remembers nothing. */
export async function opened(hub: TestHub, organizationId: string): Promise<Told> {
  const { admin } = hub
  const { wrapper } = hub.vault
  const vault = createVault({ url: hub.url, role: 'syncline_worker', applicationName: 'told', wrapper })
  const keys = await vault.keysOf(organizationId)
  await vault.close()
  const { rows: events } = await admin.query<{ id: string; data: Record<string, unknown> }>(
    `select split_part(stream, '-', 1) || ' ' || substr(stream, strpos(stream, '-') + 1) as id, data from log.event
     where data::text like '%sealed:%'`,
  )
  const { rows: payloads } = await admin.query<{ payload_id: string; sealed: Buffer }>(
    'select payload_id, sealed from log.payload',
  )
  const places: [Place, string | Buffer][] = [
    ...payloads.map(({ payload_id, sealed }): [Place, Buffer] => [
      payloadPlace(organizationId, payload_id),
      sealed,
    ]),
    ...events.flatMap(({ id, data }): [Place, string][] => {
      const of = id.split(' ')[1] as string
      return [
        [labelPlace(organizationId, of), data['label']],
        [operationPlace(organizationId, of), data['operation']],
        [addressesPlace(organizationId, of), data['addresses']],
      ].filter((one): one is [Place, string] => String(one[1]).startsWith('sealed:'))
    }),
  ]
  const records = await withOrganization(hub.workerPool, organizationId, (tx) =>
    keys.forRecords(tx, { sealed: places.map(([, sealed]) => sealed) }),
  )
  const texts = places.flatMap(([place, sealed]) => {
    try {
      return typeof sealed === 'string'
        ? records.openText(place, sealed)
        : records.openBytes(place, sealed).toString('utf8')
    } catch (error) {
      if (error instanceof UnsealableError) return []
      throw error
    }
  })
  return toldIn(texts)
}
