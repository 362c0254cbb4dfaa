import { noop } from '@tanstack/react-query'
import { BalanceView, type BalanceViewProps } from '../connections/balance/BalanceView.tsx'
import * as samples from './samples.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const row = (number: number, type: string, amount: number, fee: number) => ({
  movementId: `txn_Sample${number}`,
  type,
  status: number > 2 ? 'available' : 'pending',
  amount: usd(amount),
  fee: usd(fee),
  net: usd(amount - fee),
  sourceId: type === 'charge' ? `ch_Sample${number}` : `re_Sample${number}`,
  createdAt: samples.ago(number * 4_000),
  availableAt: samples.ago(number * 4_000 - 172_800),
})

const balance: BalanceViewProps = {
  connectionId: samples.connections[0]?.connectionId ?? '',
  provider: 'Stripe',
  filter: {},
  state: {
    kind: 'ready',
    held: { available: [usd(1_284_050), { amount: 3_120, currency: 'EUR' }], pending: [usd(48_200)] },
    rows: [
      row(1, 'charge', 4_800, 169),
      row(2, 'refund', -2_000, 0),
      row(3, 'charge', 12_650, 397),
      { ...row(4, 'payout', -240_000, 0), sourceId: 'po_Sample4' },
    ],
  },
  hasOlder: true,
  loadingOlder: false,
  onFilter: noop,
  onOlder: noop,
}
export const balanceFace = (changes: Partial<BalanceViewProps> = {}) => (
  <BalanceView {...balance} {...changes} />
)
export const noBalance: BalanceViewProps['state'] = {
  kind: 'ready',
  held: { available: [], pending: [] },
  rows: [],
}
