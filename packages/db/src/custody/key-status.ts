import type { OrganizationKeysView } from '@syncline/domain/view'
import type pg from 'pg'
import { maxVersions } from './organization-key.ts'

interface KeyRow {
  version: number
  created_at: Date
  seals_from: Date
  wrapped_at: Date
  seals: boolean
  stale: boolean
}

/** Counted so far and no further. */
const mostCounted = 10_001

/**
 * The keys of an organization, newest first, and what is still to be sealed or wrapped anew after one was replaced. Times
 * and counts only: nothing is opened. `tx` must be inside `withOrganization` of the same organization.
 */
export async function readKeyStatus(
  tx: pg.ClientBase,
  organizationId: string,
): Promise<Omit<OrganizationKeysView, 'keptBy'>> {
  const { rows: keys } = await tx.query<KeyRow>(
    `select k.version, k.created_at, k.seals_from, k.wrapped_at, k.version = 1 or k.seals_from <= now() as seals,
       k.wrapped_at < coalesce((select started_at from coordination.wrapping_rotation where finished_at is null
         order by rotation_id limit 1), '-infinity') as stale
     from custody.organization_key k where k.organization_id = $1 order by k.version desc limit ${maxVersions}`,
    [organizationId],
  )
  const sealing = keys.find(({ seals }) => seals)?.version ?? 0
  const { rows: counts } = await tx.query<{ credentials: number; stale: number; people: number }>(
    `select
       (select count(*) from (select from custody.credential where organization_id = $1 and retired_at is null
          limit ${mostCounted}) c) as credentials,
       (select count(*) from (select from custody.credential where organization_id = $1 and key_version < $2
          and retired_at is null limit ${mostCounted}) c) as stale,
       (select count(*) from (select from custody.subject_key where organization_id = $1 and key_version < $2
          and destroyed_at is null limit ${mostCounted}) s) as people`,
    [organizationId, sealing],
  )
  const { credentials = 0, stale = 0, people = 0 } = counts[0] ?? {}
  return {
    keys: keys.map((key) => ({
      version: key.version,
      createdAt: key.created_at.toISOString(),
      sealsFrom: key.seals_from.toISOString(),
      wrappedAt: key.wrapped_at.toISOString(),
      state: key.version === sealing ? 'seals' : key.seals ? 'opens' : 'comes',
    })),
    credentials: { left: Number(stale), total: Number(credentials) },
    peopleLeft: Number(people),
    wrappingsLeft: keys.filter((key) => key.stale).length,
  }
}
