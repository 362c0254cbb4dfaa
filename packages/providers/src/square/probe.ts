import { z } from 'zod'
import type { Access, Manifest, ProbeResult } from '../provider.ts'
import { ask } from './client.ts'

const listSchema = z.object({ locations: z.array(z.unknown()) })

/** Lists the locations: one cheap call that every token may make. */
export async function probe(access: Access, limits: Manifest['limits']): Promise<ProbeResult> {
  const asked = await ask(access, limits, (square) => square.locations.list())
  const tookMs = asked.outcome?.durationMs ?? 0
  if (!asked.ok) return { ok: false, code: asked.code, detail: asked.detail, tookMs }
  // A merchant has at least one.
  if (listSchema.safeParse(asked.answer).success) return { ok: true, tookMs }
  const code = asked.answer === null ? 'NOT_CONFIGURED' : 'PROVIDER_MALFORMED_RESPONSE'
  return { ok: false, code, detail: null, tookMs }
}
