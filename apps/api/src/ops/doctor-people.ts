import { createPool, readOrganization } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import type { Settings } from '../settings.ts'
import { createIssuer } from '../sso/issuer.ts'
import { readSso } from '../sso/settings.ts'
import type { Check } from './check.ts'

const nobody = '00000000-0000-4000-8000-000000000000'

/** How people and programs get in, and what of the environment says so without doing it. Asks the issuer; sends nothing. */
export async function checkPeople(settings: Settings): Promise<readonly Check[]> {
  const { env } = settings
  const checks: Check[] = [
    {
      name: 'Mail',
      state: 'ok',
      finding: env.mail
        ? 'invitations go out by mail'
        : 'SMTP_URL and MAIL_FROM are not set: links of invitations are sent by hand',
    },
  ]
  const sso = readSso(settings)
  if (sso) checks.push({ name: 'Issuer', ...(await askIssuer(sso)) })
  if (env.apiKeys.length > 0)
    checks.push({
      name: 'API_KEYS',
      state: 'warning',
      finding: `${env.apiKeys.length} in the environment: each opens the only organization to all that a key may do, and none once there are several`,
      remedy:
        'Make a key with few scopes under Settings, API keys, give it to the program, and empty the variable.',
    })
  if (env.connections.wanted.length > 0)
    checks.push({
      name: 'Connections of the environment',
      state: 'ok',
      finding: `${env.connections.wanted.map(({ provider }) => provider).join(', ')}: made in the only organization while it has none, never changed`,
    })
  return checks
}

async function askIssuer(sso: NonNullable<ReturnType<typeof readSso>>): Promise<Omit<Check, 'name'>> {
  try {
    await createIssuer({ ...sso, redirectUri: sso.issuer }).begin(false)
    return { state: 'ok', finding: 'answers, and says what a sign-in needs' }
  } catch (error) {
    const away = error instanceof SynclineError && error.code === 'PROVIDER_UNAVAILABLE'
    return {
      state: 'failed',
      finding: away ? 'can’t be reached' : 'does not describe itself as OpenID Connect wants',
      remedy: away
        ? 'Check OIDC_ISSUER; for an issuer in your own network set OIDC_PRIVATE_NETWORK.'
        : 'OIDC_ISSUER has to be what the issuer calls itself in /.well-known/openid-configuration.',
    }
  }
}

/** Whether sessions by way of DATABASE_URL are who they should be: a transaction pooler drops what they begin with. */
export async function checkSessions({ databaseUrl: url }: Pick<Settings, 'databaseUrl'>): Promise<Check> {
  const name = 'Sessions'
  const role = 'syncline_app'
  const pool = createPool({ url, role, max: 1, applicationName: 'syncline doctor' })
  const asked = 'select current_user as role'
  try {
    const { rows } = await pool.query<{ role: string }>(asked)
    const inside = await readOrganization(pool, nobody, (tx) => tx.query<{ role: string }>(asked))
    if (inside.rows[0]?.role !== role)
      return {
        name,
        state: 'failed',
        finding: `a transaction is not ${role}`,
        remedy: 'Let the login of DATABASE_URL become our roles: run pnpm syncline migrate as it.',
      }
    if (rows[0]?.role === role) return { name, state: 'ok', finding: `begin as ${role}` }
    return {
      name,
      state: 'warning',
      finding: `begin as ${rows[0]?.role}: a pooler drops their settings; transactions of an organization take their role themselves`,
      remedy: 'Give the pooler a login that is neither superuser nor may pass by row-level security.',
    }
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'no answer'
    return {
      name,
      state: 'failed',
      finding: `can’t begin (${code})`,
      remedy:
        'PgBouncer needs ignore_startup_parameters = options,extra_float_digits; see docs/operations.md.',
    }
  } finally {
    await pool.end()
  }
}
