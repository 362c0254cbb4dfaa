import type { Manifest, Provider } from '../provider.ts'
import { cachedReads } from './cached-reads.ts'
import { type BuyPowerClient, createClient } from './client.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'

export type { Balance, Discos, Meter, Tariff, Vended } from './answers.ts'
export type { Told } from './ask.ts'
export type { BuyPowerClient, MeterQuery, VendOrder } from './client.ts'

/** A provider without records: beside the port it sells, through its client. */
export interface BuyPower extends Provider {
  readonly client: BuyPowerClient
}

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createBuyPower(limits: Manifest['limits'] = manifest.limits): BuyPower {
  const client = createClient(limits)
  return {
    manifest: { ...manifest, limits },
    client,
    cachedReads: cachedReads(client),
    probe: (access) => probe(access, client),
  }
}

export const buypower = createBuyPower()
