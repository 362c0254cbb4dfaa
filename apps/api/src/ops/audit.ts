import { insertAudit } from '@syncline/db/access'
import { withOrganization } from '@syncline/db/pool'
import { maskJson } from '@syncline/domain/mask'
import type pg from 'pg'
import type { Audit } from '../trpc/audit-port.ts'

const maxJsonLength = 16_384

/** Who did what through the API, from where, and what came of it. The table refuses changes, as the log does. */
export function createAudit(pool: pg.Pool): Audit {
  return {
    async record({ organizationId, ip, userAgent, ...entry }) {
      await withOrganization(pool, organizationId, (tx) =>
        insertAudit(tx, organizationId, {
          ...entry,
          address: ip,
          userAgent: userAgent?.slice(0, 300) ?? null,
          before: kept(entry.before),
          after: kept(entry.after),
          answer: kept(entry.answer),
        }),
      )
    },
  }
}

/** Masked, free of what jsonb refuses, and never long. */
function kept(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null) return null
  const masked = withIds(maskJson(value), value)
  return JSON.stringify(masked).length <= maxJsonLength
    ? (masked as Record<string, unknown>)
    : { tooLong: true }
}

const id = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Za-z]{16})$/

/** Ids of ours back in their place: masking takes their digits for a telephone number. */
function withIds(masked: unknown, value: unknown): unknown {
  if (typeof value === 'string' && typeof masked === 'string') return id.test(value) ? value : masked
  if (Array.isArray(masked) && Array.isArray(value)) return masked.map((part, at) => withIds(part, value[at]))
  if (typeof masked !== 'object' || masked === null || typeof value !== 'object' || value === null)
    return masked
  return Object.fromEntries(
    Object.entries(masked).map(([name, part]) => [
      name,
      /Ids?$/.test(name) || typeof part === 'object'
        ? withIds(part, (value as Record<string, unknown>)[name])
        : part,
    ]),
  )
}
