import { z } from 'zod'
import type { Access, Manifest, ProbeResult } from '../provider.ts'
import { rootOf } from './call.ts'
import { get } from './get.ts'

const pingSchema = z.object({ health_status: z.string().min(1) })

/** Asks whether Mailchimp is well: key, data centre and address are proved at once. */
export async function probe(access: Access, limits: Manifest['limits']): Promise<ProbeResult> {
  const got = await get({ method: 'GET', path: '/ping' }, rootOf(access), limits)
  const tookMs = got.outcome?.durationMs ?? 0
  if (got.ok && got.json !== null && pingSchema.safeParse(got.json).success) return { ok: true, tookMs }
  if (!got.ok) return { ok: false, code: got.code, detail: got.detail, tookMs }
  const code = got.json === null ? 'NOT_CONFIGURED' : 'PROVIDER_MALFORMED_RESPONSE'
  return { ok: false, code, detail: null, tookMs }
}
