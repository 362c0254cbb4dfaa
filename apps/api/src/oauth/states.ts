import { createHash, randomBytes } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { type ProviderName, providerNames } from '@syncline/domain/connection'
import type pg from 'pg'

/** Where somebody went, and what for. */
export interface Errand {
  readonly provider: ProviderName
  /** The connection to sign in to again; null for a new one. */
  readonly connectionId: string | null
  readonly venue: string
}

const livesMinutes = 15
const uuid = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.[A-Za-z0-9_-]{43}$/
const digestOf = (state: string) => createHash('sha256').update(state).digest()

/** The organization that a state was made in; null for what is none. Nothing is proved by it. */
export const organizationIn = (state: string): string | null => uuid.exec(state)?.[1] ?? null

/** Remembers an errand under a state that cannot be guessed, for this session alone. Only its digest is kept. */
export async function keepState(
  pool: pg.Pool,
  organizationId: string,
  sessionId: string,
  { provider, connectionId, venue }: Errand,
): Promise<string> {
  const state = `${organizationId}.${randomBytes(32).toString('base64url')}`
  await withOrganization(pool, organizationId, async (tx) => {
    await tx.query('delete from coordination.oauth_state where organization_id = $1 and expires_at < now()', [
      organizationId,
    ])
    await tx.query(
      `insert into coordination.oauth_state (organization_id, digest, session_id, provider, connection_id, venue, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(mins => $7))`,
      [organizationId, digestOf(state), sessionId, provider, connectionId, venue, livesMinutes],
    )
  })
  return state
}

/** The errand of a state, once: null for a second look, another session, or after its time. */
export async function takeState(
  pool: pg.Pool,
  organizationId: string,
  sessionId: string,
  state: string,
): Promise<Errand | null> {
  const { rows } = await withOrganization(pool, organizationId, (tx) =>
    tx.query<{ provider: string; connection_id: string | null; venue: string }>(
      `delete from coordination.oauth_state
       where organization_id = $1 and digest = $2 and session_id = $3 and expires_at > now()
       returning provider, connection_id, venue`,
      [organizationId, digestOf(state), sessionId],
    ),
  )
  const [row] = rows
  const provider = providerNames.find((name) => name === row?.provider)
  return row && provider ? { provider, connectionId: row.connection_id, venue: row.venue } : null
}
