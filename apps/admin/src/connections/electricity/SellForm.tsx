import Box from '@mui/material/Box'
import { rechargeKobo, rechargeMeter } from '@syncline/domain/recharge'
import { type VendType, vendTypes } from '@syncline/domain/view'
import { type ReactNode, useState } from 'react'
import { naira } from '../../money/format.ts'
import type { Refusal } from '../../parts/Refused.tsx'
import { typedAmount } from '../../refund/money.ts'
import * as strings from '../../strings/index.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { AskForm } from './AskForm.tsx'
import type { Disco, MeterAsked } from './MeterForm.tsx'

const words = strings.electricity.sell
const checkWords = strings.electricity.check
/** Of Nigeria, mobile or not; the hub looks closer. */
const phonePattern = /^(?:\+?234|0)\d{7,10}$/

/** What is to be sold for whom. */
export interface SaleAsked extends MeterAsked {
  readonly amountKobo: number
  readonly phone: string
}

export interface SellFormProps {
  readonly discos: readonly Disco[]
  /** Why nothing can be sold; null when it can. */
  readonly refusal: string | null
  readonly busy: boolean
  readonly refused: Refusal | null
  /** What became of the last sale. */
  readonly result: ReactNode
  readonly onCheck: (asked: SaleAsked) => void
}

/** What is to be sold, for which meter. Nothing is sold here yet: the meter is checked, then somebody confirms. */
export function SellForm({ discos, refusal, busy, refused, result, onCheck }: SellFormProps) {
  const [number, setNumber] = useState('')
  const [disco, setDisco] = useState('')
  const [vendType, setVendType] = useState<VendType>('PREPAID')
  const [typed, setTyped] = useState('')
  const [phone, setPhone] = useState('')
  const [tried, setTried] = useState(false)
  const meter = number.trim()
  const amountKobo = typedAmount(typed, 'NGN')
  const isAmount = amountKobo !== null && amountKobo >= rechargeKobo.min && amountKobo <= rechargeKobo.max
  const called = phone.replaceAll(/[\s()-]/g, '')
  const errors = {
    meter: rechargeMeter.test(meter) ? null : words.meterWrong,
    amount: isAmount ? null : words.amountWrong(naira(rechargeKobo.min), naira(rechargeKobo.max)),
    phone: phonePattern.test(called) ? null : words.phoneWrong,
  }
  const isRight = Object.values(errors).every((error) => error === null) && disco !== ''
  const check = () => {
    setTried(true)
    if (!busy && refusal === null && isRight && amountKobo !== null)
      onCheck({ meter, disco, vendType, amountKobo, phone: called })
  }
  const shown = (error: string | null) => (tried ? error : null)
  return (
    <AskForm
      title={words.title}
      text={words.text}
      submit={busy ? words.submitting : words.submit}
      refusal={refusal ?? (disco === '' && tried ? checkWords.choose : null)}
      refused={refused}
      answer={result}
      onAsk={check}
    >
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { sm: '1fr 1fr 8.75rem' },
          alignItems: 'start',
        }}
      >
        <Field
          label={checkWords.meter}
          value={number}
          onChange={setNumber}
          hint={words.meterHint}
          error={shown(errors.meter)}
          maxLength={20}
        />
        <Choice
          label={checkWords.disco}
          value={disco}
          options={[
            { value: '', label: checkWords.choose },
            ...discos.map(({ id, name, isUp }) => ({ value: id, label: isUp ? name : words.isDown(name) })),
          ]}
          onChange={setDisco}
        />
        <Choice
          label={checkWords.type}
          value={vendType}
          options={vendTypes.map((value) => ({ value, label: checkWords.types[value] }))}
          onChange={setVendType}
        />
        <Field
          label={words.amount}
          value={typed}
          onChange={setTyped}
          hint={words.amountHint(naira(rechargeKobo.min), naira(rechargeKobo.max))}
          error={shown(errors.amount)}
          maxLength={12}
        />
        <Field
          label={words.phone}
          value={phone}
          onChange={setPhone}
          hint={words.phoneHint}
          error={shown(errors.phone)}
          maxLength={20}
        />
      </Box>
    </AskForm>
  )
}
