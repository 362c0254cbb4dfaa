import { z } from 'zod'
import type { Access, Manifest, ProbeResult } from '../provider.ts'
import { companyInfo } from './cached-reads.ts'

const companySchema = z.object({ CompanyInfo: z.object({ CompanyName: z.string() }) })

/** Asks for the company's own card: proves the token, the company and the address at once. */
export async function probe(access: Access, limits: Manifest['limits']): Promise<ProbeResult> {
  const got = await companyInfo(access, limits)
  const tookMs = got.outcome?.durationMs ?? 0
  if (!got.ok) {
    const { code, detail } = got
    // There is nothing to renew here: whoever tests a connection hears that its sign-in does not work.
    return { ok: false, code: code === 'TOKEN_EXPIRED' ? 'INVALID_CREDENTIALS' : code, detail, tookMs }
  }
  if (companySchema.safeParse(got.json).success) return { ok: true, tookMs }
  return {
    ok: false,
    code: got.json === null ? 'NOT_CONFIGURED' : 'PROVIDER_MALFORMED_RESPONSE',
    detail: null,
    tookMs,
  }
}
