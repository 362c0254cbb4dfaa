import type { Access, Manifest, ProbeResult, Provider } from '../provider.ts'
import { sendCallback } from './callback.ts'
import { intake } from './intake.ts'
import { manifest } from './manifest.ts'

export { type Callback, type CallbackOutcome, sendCallback } from './callback.ts'
export { type InvoiceProblem, type InvoiceRead, readInvoice } from './invoice.ts'
export { manifest } from './manifest.ts'

/** Calls back that somebody is there: proves address and secret, as the receiver checks the signature. */
async function probe(access: Access, limits: Manifest['limits']): Promise<ProbeResult> {
  const now = access.now()
  const ping = { id: `ping_${now.getTime()}`, type: 'ping', timestamp: now.toISOString(), data: {} } as const
  const told = await sendCallback(ping, access, limits)
  const tookMs = told.attempt.durationMs
  if (told.outcome === 'done') return { ok: true, tookMs }
  return { ok: false, code: told.code, detail: told.detail, tookMs }
}

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createPcsAi(limits: Manifest['limits'] = manifest.limits): Provider {
  return { manifest: { ...manifest, limits }, intake, probe: (access) => probe(access, limits) }
}

export const pcsAi = createPcsAi()
