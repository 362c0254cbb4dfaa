import type { Appender } from '@syncline/db/log'
import { maskText } from '@syncline/domain/mask'
import { believed } from '@syncline/domain/recharge'
import type { MeterCheckInput, MeterView, VendView } from '@syncline/domain/view'
import { askBuyPower, demandDone, type ElectricityDeps } from './ask.ts'
import { type By, learn, loadRecharge, newsOf } from './recharge-stream.ts'
import { vendView } from './vend-view.ts'

/** What people and programs ask BuyPower about. Nothing is sold here: that is `recharges.ts`. */
export function createElectricity(deps: ElectricityDeps & { readonly appender: Appender }) {
  const { now = () => new Date() } = deps

  return {
    /** @throws SynclineError METER_INVALID where the company knows no such meter; what BuyPower said else */
    async checkMeter(
      organizationId: string,
      connectionId: string,
      meter: Omit<MeterCheckInput, 'connectionId'>,
    ): Promise<MeterView> {
      const told = await askBuyPower(deps, {
        organizationId,
        connectionId,
        ask: (client, access) => client.checkMeter(meter, access),
      })
      const { disco, vendType, name, address, tariffClass, tariff, minKobo, maxKobo, outstandingKobo } =
        demandDone(told)
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

    /** What became of a vend, as far as BuyPower says. Of one that was sold here, what it says goes into the log. */
    async requery(organizationId: string, connectionId: string, orderId: string, by: By): Promise<VendView> {
      const told = await askBuyPower(deps, {
        organizationId,
        connectionId,
        ask: (client, access) => client.requery(orderId, access),
      })
      const heardAt = now()
      const said = newsOf(told, heardAt)
      const { state } = await loadRecharge(deps, organizationId, orderId)
      if (state.status === 'none' || state.request.connectionId !== connectionId)
        return vendView(said, heardAt, told.detail)
      await learn({ ...deps, now }, organizationId, orderId, { from: 'requery', news: said }, by)
      return vendView(believed(state, said, heardAt), heardAt, told.detail)
    },
  }
}
export type Electricity = ReturnType<typeof createElectricity>

/** The first letter of each word: whoever stands at the meter knows the rest, nobody else learns it. */
export const initials = (text: string): string =>
  text.trim().split(/\s+/u).slice(0, 12).map(maskText).join(' ')
