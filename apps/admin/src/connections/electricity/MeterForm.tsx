import Box from '@mui/material/Box'
import { type MeterView, type VendType, vendTypes } from '@syncline/domain/view'
import { useState } from 'react'
import { naira } from '../../money/format.ts'
import { Fact, FactList } from '../../parts/FactList.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { AskForm } from './AskForm.tsx'

const words = strings.electricity.check
const meterPattern = /^\d{6,20}$/

export interface MeterFormProps {
  readonly discos: readonly Disco[]
  readonly refusal: string | null
  readonly busy: boolean
  /** What the company says; null before it was asked. */
  readonly meter: MeterView | null
  readonly refused: Refusal | null
  readonly onCheck: (asked: MeterAsked) => void
}

/** Asks a company about a meter. */
export function MeterForm({ discos, refusal, busy, meter, refused, onCheck }: MeterFormProps) {
  const [number, setNumber] = useState('')
  const [disco, setDisco] = useState('')
  const [vendType, setVendType] = useState<VendType>('PREPAID')
  const [tried, setTried] = useState(false)
  const isRight = meterPattern.test(number.trim())
  const check = () => {
    setTried(true)
    if (!busy && refusal === null && isRight && disco !== '')
      onCheck({ meter: number.trim(), disco, vendType })
  }
  return (
    <AskForm
      title={words.title}
      text={words.text}
      submit={busy ? words.submitting : words.submit}
      refusal={refusal ?? (disco === '' && tried ? words.choose : null)}
      refused={refused}
      answer={meter && <Meter meter={meter} />}
      onAsk={check}
    >
      <Box
        sx={{ display: 'grid', gap: 3, gridTemplateColumns: { sm: '1fr 1fr 8.75rem' }, alignItems: 'start' }}
      >
        <Field
          label={words.meter}
          value={number}
          onChange={setNumber}
          hint={words.meterHint}
          error={tried && !isRight ? words.meterWrong : null}
          maxLength={20}
        />
        <Choice
          label={words.disco}
          value={disco}
          options={[
            { value: '', label: words.choose },
            ...discos.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setDisco}
        />
        <Choice
          label={words.type}
          value={vendType}
          options={vendTypes.map((value) => ({ value, label: words.types[value] }))}
          onChange={setVendType}
        />
      </Box>
    </AskForm>
  )
}

function Meter({ meter }: { meter: MeterView }) {
  const { name, address, tariff, minKobo, maxKobo, outstandingKobo } = meter
  const amount = (kobo: number | null) => (kobo === null ? words.unsaid : naira(kobo))
  return (
    <div role="status">
      <FactList>
        <Fact name={words.holder}>{name ?? words.unsaid}</Fact>
        <Fact name={words.address}>{address ?? words.unsaid}</Fact>
        <Fact name={words.tariff}>{tariff ?? words.unsaid}</Fact>
        <Fact name={words.least}>{amount(minKobo)}</Fact>
        <Fact name={words.most}>{amount(maxKobo)}</Fact>
        <Fact name={words.owes}>{amount(outstandingKobo)}</Fact>
      </FactList>
    </div>
  )
}

/** One electricity company. */
export interface Disco {
  readonly id: string
  readonly name: string
  readonly isUp: boolean
}

export interface MeterAsked {
  readonly meter: string
  readonly disco: string
  readonly vendType: VendType
}
