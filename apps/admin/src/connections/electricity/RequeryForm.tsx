import Box from '@mui/material/Box'
import { explain } from '@syncline/domain/error'
import type { VendView } from '@syncline/domain/view'
import { useState } from 'react'
import { naira } from '../../money/format.ts'
import { Fact, FactList } from '../../parts/FactList.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'
import { duration } from '../../time/format.ts'
import { Field } from '../../ui/Field.tsx'
import { Status } from '../../ui/Status.tsx'
import { AskForm } from './AskForm.tsx'

const words = strings.electricity.requery
const orderPattern = /^[A-Za-z0-9_-]{1,100}$/
export const vendMarks = { sold: 'synced', failed: 'failed', unknown: 'unknown' } as const

export interface RequeryFormProps {
  readonly refusal: string | null
  readonly busy: boolean
  /** What BuyPower says; null before it was asked. */
  readonly vend: VendView | null
  readonly refused: Refusal | null
  /** What stands in its field. */
  readonly orderId: string
  readonly onOrderId: (orderId: string) => void
  readonly onAsk: (orderId: string) => void
}

/** Asks what became of a vend, by its order id. */
export function RequeryForm(props: RequeryFormProps) {
  const { refusal, busy, vend, refused, orderId, onOrderId, onAsk } = props
  const [tried, setTried] = useState(false)
  const isRight = orderPattern.test(orderId.trim())
  const ask = () => {
    setTried(true)
    if (!busy && refusal === null && isRight) onAsk(orderId.trim())
  }
  return (
    <AskForm
      title={words.title}
      text={words.text}
      submit={busy ? words.submitting : words.submit}
      refusal={refusal}
      refused={refused}
      answer={vend && <Vend vend={vend} />}
      onAsk={ask}
    >
      <Field
        label={words.orderId}
        value={orderId}
        onChange={onOrderId}
        hint={words.orderHint}
        error={tried && !isRight ? words.orderWrong : null}
        maxLength={100}
      />
    </AskForm>
  )
}

function Vend({ vend }: { vend: VendView }) {
  const { state, code, wasBegun, detail, units, paidKobo, receipt, askAgainInMs } = vend
  return (
    <Box role="status" sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
      <Status kind={vendMarks[state]} label={words.states[state]} />
      {!wasBegun && <div>{words.neverBegun}</div>}
      {code !== null && wasBegun && <div>{explain(code, 'BuyPower').sentence}</div>}
      {detail !== null && <Box sx={{ color: 'ink.soft', overflowWrap: 'anywhere' }}>{detail}</Box>}
      {askAgainInMs !== null && <div>{words.again(duration(askAgainInMs))}</div>}
      {state === 'sold' && (
        <FactList>
          {units !== null && <Fact name={words.units}>{units}</Fact>}
          {paidKobo !== null && <Fact name={words.paid}>{naira(paidKobo)}</Fact>}
          {receipt !== null && <Fact name={words.receipt}>{receipt}</Fact>}
        </FactList>
      )}
    </Box>
  )
}
