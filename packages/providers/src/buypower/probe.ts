import type { Access, ProbeResult } from '../provider.ts'
import type { BuyPowerClient } from './client.ts'

/** Asks for the wallet's balance: the cheapest call that only the right key is answered. */
export async function probe(access: Access, { balance }: BuyPowerClient): Promise<ProbeResult> {
  const told = await balance(access)
  const { durationMs: tookMs } = told.attempt
  if (told.verdict === 'done') return { ok: true, tookMs }
  return { ok: false, code: told.code, detail: told.detail, tookMs }
}
