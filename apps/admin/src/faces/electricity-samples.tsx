import type { RechargeCreated, RechargeRow } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { ElectricityView, type ElectricityViewProps } from '../connections/electricity/ElectricityView.tsx'
import { SellDialog } from '../connections/electricity/SellDialog.tsx'
import { broken, slow } from './own-samples.tsx'
import * as samples from './samples.ts'

const by = { actor: 'user:7', name: 'Ngozi Balogun' } as const
const row: RechargeRow = {
  rechargeId: '6f1c2f0e-3a77-8c41-9a52-0b6a3a5f1d11',
  status: 'vended',
  code: null,
  disco: 'EKO',
  vendType: 'PREPAID',
  meter: '•••6789',
  amountKobo: 500_000,
  units: '68.4',
  receipt: '1763632800000',
  by,
  requestedAt: samples.ago(180),
  askAgainAt: null,
}
const lost: RechargeRow = {
  ...row,
  rechargeId: '0a94d6b2-51f3-8d20-8b1e-7c1f29e4a902',
  status: 'unknown',
  code: 'TIMEOUT',
  disco: 'IKEJA',
  meter: '•••0172',
  amountKobo: 2_000_000,
  askAgainAt: samples.ago(-60),
  requestedAt: samples.ago(60),
}
const refused: RechargeRow = {
  ...row,
  rechargeId: 'c3b7e8a1-2f60-8a77-a4d9-51e0c7aa6b33',
  status: 'failed',
  code: 'PROVIDER_REFUSED',
  disco: 'JOS',
  meter: '•••4410',
  amountKobo: 1_000_050,
  requestedAt: samples.ago(7_200),
}
const rows = [lost, row, refused]

const sold: RechargeCreated = {
  rechargeId: row.rechargeId,
  state: 'sold',
  code: null,
  wasBegun: true,
  detail: null,
  units: '68.4',
  paidKobo: 500_000,
  receipt: '1763632800000',
  askAgainInMs: null,
  replayed: false,
  tokens: [
    { kind: 'KCT1', digits: '55210930014477381902' },
    { kind: 'KCT2', digits: '01948372615544093217' },
    { kind: 'TOKEN', digits: '71039845520017364482' },
  ],
  position: 1,
}
const unsure: RechargeCreated = {
  ...sold,
  rechargeId: lost.rechargeId,
  state: 'unknown',
  code: 'TIMEOUT',
  units: null,
  paidKobo: null,
  receipt: null,
  askAgainInMs: 120_000,
  tokens: [],
}
const unsold: RechargeCreated = {
  ...unsure,
  rechargeId: refused.rechargeId,
  state: 'failed',
  code: 'PROVIDER_REFUSED',
  detail: 'The meter is blocked.',
  askAgainInMs: null,
}

const asked = { busy: false, refused: null }
const electricity: ElectricityViewProps = {
  state: {
    kind: 'ready',
    discos: [
      { id: 'EKO', name: 'EKEDC Eko', isUp: true },
      { id: 'IKEJA', name: 'IKEDC Ikeja', isUp: true },
      { id: 'JOS', name: 'JED Jos', isUp: false },
    ],
    wallet: { kobo: 18_450_000, readAt: samples.ago(41) },
  },
  disabled: false,
  check: {
    ...asked,
    meter: {
      disco: 'EKO',
      vendType: 'PREPAID',
      name: 'A••• O•••',
      address: '1••• M•••',
      tariff: 'R2SP Band A',
      minKobo: 100_000,
      maxKobo: 20_000_000,
      outstandingKobo: null,
    },
    onCheck: noop,
  },
  requery: {
    ...asked,
    vend: {
      state: 'unknown',
      code: 'OUTCOME_UNKNOWN',
      wasBegun: true,
      detail: 'Transaction is still in progress.',
      units: null,
      paidKobo: null,
      receipt: null,
      askAgainInMs: 120_000,
    },
    onAsk: noop,
  },
  sell: { ...asked, sale: null, onCheck: noop },
  recharges: {
    state: { kind: 'ready', rows },
    shown: null,
    revealing: null,
    refused: null,
    onReveal: noop,
  },
}
export const electricityFace = (changes: Partial<ElectricityViewProps> = {}) => (
  <ElectricityView {...electricity} {...changes} />
)

const saleOf = (sale: RechargeCreated) => electricityFace({ sell: { ...electricity.sell, sale } })

/** What of a sale is shown, by the face of the page. */
export const saleFaces = {
  'electricity-sold': () => saleOf(sold),
  'electricity-unknown': () => saleOf(unsure),
  'electricity-failed': () => saleOf(unsold),
  'electricity-tokens': () =>
    electricityFace({
      recharges: { ...electricity.recharges, shown: { rechargeId: row.rechargeId, tokens: sold.tokens } },
    }),
  'electricity-none': () =>
    electricityFace({ recharges: { ...electricity.recharges, state: { kind: 'ready', rows: [] } } }),
  'electricity-list-failed': () =>
    electricityFace({ recharges: { ...electricity.recharges, state: broken } }),
  'electricity-list-loading': () => electricityFace({ recharges: { ...electricity.recharges, state: slow } }),
  'electricity-confirm': () => (
    <>
      {electricityFace()}
      {electricity.check.meter && (
        <SellDialog
          asked={{
            meter: '04123456789',
            disco: 'EKO',
            vendType: 'PREPAID',
            amountKobo: 500_000,
            phone: '08031234567',
          }}
          meter={electricity.check.meter}
          company="EKEDC Eko"
          payer="BuyPower, Quay 4"
          walletKobo={18_450_000}
          busy={false}
          refused={null}
          onSell={noop}
          onClose={noop}
        />
      )}
    </>
  ),
} as const
