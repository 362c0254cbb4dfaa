import type { MeterView } from '@syncline/domain/view'
import { naira } from '../../money/format.ts'
import { Fact, FactList } from '../../parts/FactList.tsx'
import { FormDialog } from '../../parts/FormDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'
import type { SaleAsked } from './SellForm.tsx'

const words = strings.electricity.sell.dialog
const checkWords = strings.electricity.check

export interface SellDialogProps {
  readonly asked: SaleAsked
  /** What its company says of the meter. */
  readonly meter: MeterView
  readonly company: string
  /** The connection whose wallet pays. */
  readonly payer: string
  /** What the wallet held, kobo; null where that is not known. */
  readonly walletKobo: number | null
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSell: () => void
  readonly onClose: () => void
}

/** What is bought for whom, for how much, from which wallet, in words, before it goes out. */
export function SellDialog(props: SellDialogProps) {
  const { asked, meter, company, payer, walletKobo, busy, refused, onSell, onClose } = props
  const amount = naira(asked.amountKobo)
  const isTooMuch = walletKobo !== null && walletKobo < asked.amountKobo
  const { minKobo, maxKobo } = meter
  const isOutside =
    (minKobo !== null && asked.amountKobo < minKobo) || (maxKobo !== null && asked.amountKobo > maxKobo)
  const said = (kobo: number | null) => (kobo === null ? checkWords.unsaid : naira(kobo))
  return (
    <FormDialog
      title={words.title}
      text={words.text(amount, meter.name ?? words.somebody, asked.meter, company, payer)}
      about={busy ? words.waiting : words.once}
      submit={words.submit(amount)}
      submitting={words.submitting}
      busy={busy}
      refused={
        refused ??
        (isOutside ? { text: words.outside(said(minKobo), said(maxKobo)), errorId: null } : null) ??
        (isTooMuch ? { text: words.tooMuch(naira(walletKobo)), errorId: null } : null)
      }
      onSubmit={() => !isOutside && onSell()}
      onClose={onClose}
    >
      <FactList>
        <Fact name={checkWords.holder}>{meter.name ?? checkWords.unsaid}</Fact>
        <Fact name={checkWords.address}>{meter.address ?? checkWords.unsaid}</Fact>
        <Fact name={checkWords.tariff}>{meter.tariff ?? checkWords.unsaid}</Fact>
        <Fact name={checkWords.owes}>{said(meter.outstandingKobo)}</Fact>
        <Fact name={words.amount}>{amount}</Fact>
        <Fact name={strings.electricity.balance}>{said(walletKobo)}</Fact>
      </FactList>
    </FormDialog>
  )
}
