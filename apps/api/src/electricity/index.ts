import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import { maskText } from '@syncline/domain/mask'
import type { MeterCheckInput, MeterView, VendView } from '@syncline/domain/view'
import type { BuyPowerClient, Told } from '@syncline/providers/buypower'
import type { Access } from '@syncline/providers/port'
import type pg from 'pg'
import { type AskDeps, askProvider } from '../protection/call.ts'

export interface ElectricityDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly loadClient: () => Promise<BuyPowerClient>
}

/** Somebody waits for the answer. */
const longestMs = 30_000

/** What people and programs ask BuyPower about. Nothing is sold here. */
export function createElectricity(deps: ElectricityDeps) {
  const { pool } = deps

  /** @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for a connection to somebody else; what hinders the question */
  async function ask<Value>(
    organizationId: string,
    connectionId: string,
    question: (client: BuyPowerClient, access: Access) => Promise<Told<Value>>,
  ): Promise<Told<Value>> {
    const found = await withOrganization(pool, organizationId, (tx) =>
      findConnection(tx, organizationId, connectionId),
    )
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    if (found.provider !== 'buypower')
      throw new SynclineError('INVALID_INPUT', {
        field: 'connectionId',
        reason: 'is no connection to BuyPower',
      })
    const client = await deps.loadClient()
    return askProvider(deps, { organizationId, connectionId, kind: 'read', longestMs }, (access) =>
      question(client, access),
    )
  }

  return {
    /** @throws SynclineError METER_INVALID where the company knows no such meter; what BuyPower said else */
    async checkMeter(
      organizationId: string,
      connectionId: string,
      meter: Omit<MeterCheckInput, 'connectionId'>,
    ): Promise<MeterView> {
      const told = await ask(organizationId, connectionId, (client, access) =>
        client.checkMeter(meter, access),
      )
      if (told.verdict !== 'done')
        throw new SynclineError(told.code, told.detail === null ? {} : { detail: told.detail })
      const { disco, vendType, name, address, tariffClass, tariff, minKobo, maxKobo, outstandingKobo } =
        told.value
      return {
        disco,
        vendType,
        minKobo,
        maxKobo,
        outstandingKobo,
        name: name && initials(name),
        address: address && initials(address),
        tariff: tariffClass ?? tariff,
      }
    },

    /** What became of a vend, as far as BuyPower says. */
    async requery(organizationId: string, connectionId: string, orderId: string): Promise<VendView> {
      const told = await ask(organizationId, connectionId, (client, access) =>
        client.requery(orderId, access),
      )
      const nothing = { units: null, paidKobo: null, receipt: null, askAgainInMs: null }
      if (told.verdict === 'done') {
        const { units, paidKobo, receipt } = told.value
        return {
          ...nothing,
          state: 'sold',
          code: null,
          wasBegun: true,
          detail: null,
          units,
          paidKobo,
          receipt,
        }
      }
      const { code, detail } = told
      if (told.verdict === 'failed')
        return { ...nothing, state: 'failed', code, wasBegun: told.certainty !== 'not_executed', detail }
      const [askAgainInMs = null] = told.requeryAfterMs
      return { ...nothing, state: 'unknown', code, wasBegun: true, detail, askAgainInMs }
    },
  }
}
export type Electricity = ReturnType<typeof createElectricity>

/** The first letter of each word: whoever stands at the meter knows the rest, nobody else learns it. */
export const initials = (text: string): string =>
  text.trim().split(/\s+/u).slice(0, 12).map(maskText).join(' ')
