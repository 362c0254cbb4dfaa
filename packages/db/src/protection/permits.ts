import type pg from 'pg'

export interface PermitRequest {
  readonly bucket: string
  /** The process that asks. */
  readonly holder: string
  /** Of all processes together. */
  readonly most: number
  /** Calls that this one has out; it begins no further one until it is answered. */
  readonly out: number
  /** Together with those. */
  readonly wanted: number
  /** Longer than a call takes. */
  readonly leaseMs: number
}

/**
 * One statement for several calls. In a transaction of its own: the row is locked to its end.
 * @returns how many it may have out at once; fewer than it has out: no further one until so many have ended
 */
export async function leasePermits(
  tx: pg.ClientBase,
  organizationId: string,
  { bucket, holder, most, out, wanted, leaseMs }: PermitRequest,
): Promise<number> {
  const { rows } = await tx.query<{ granted: number }>({
    name: 'lease-permits',
    text: 'select coordination.lease_permits($1, $2, $3, $4, $5, $6, $7) as granted',
    values: [organizationId, bucket, holder, most, out, wanted, leaseMs],
  })
  return rows[0]?.granted ?? 0
}

/** How many calls of each account are out, or may begin at once; none where it is not counted. */
export async function readPermits(
  tx: pg.ClientBase,
  organizationId: string,
  buckets: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ bucket: string; held: number }>(
    `select p.bucket, coalesce(sum((h ->> 'held')::int), 0)::int as held
     from coordination.permit p left join lateral jsonb_array_elements(p.holders) h
       on (h ->> 'until')::timestamptz > clock_timestamp()
     where p.organization_id = $1 and p.bucket = any ($2) group by p.bucket`,
    [organizationId, buckets],
  )
  return new Map(rows.map(({ bucket, held }) => [bucket, held]))
}
