import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { RefundPreview } from '@syncline/domain/view'
import { useState } from 'react'
import { Fact, FactList } from '../parts/FactList.tsx'
import { FormDialog } from '../parts/FormDialog.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { Tick } from '../ui/Tick.tsx'
import { amountText, moneyText, typedAmount } from './money.ts'

const words = strings.refund.dialog
const shortest = 3

export interface RefundDialogProps {
  /** What is left, by the provider's word of this moment; null while it is asked. */
  readonly preview: RefundPreview | null
  readonly provider: string
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (asked: { amount: number; reason: string }) => void
  readonly onClose: () => void
}

/** How much goes back to whom, and why. Nothing is sent before that was ticked. */
export function RefundDialog({ preview, ...props }: RefundDialogProps) {
  const { provider } = props
  if (preview === null) return <Unready {...props} text={props.refused ? '' : words.asking(provider)} />
  if (preview.refusal === null) return <Ready {...props} preview={preview} />
  const known = preview.refusal === 'STATE_CONFLICT' ? strings.refund.refusals.too_many : null
  const { sentence, remedy } = explain(preview.refusal, provider)
  return <Unready {...props} title={words.cantTitle} text={known ?? `${sentence} ${remedy}`} />
}

/** Nothing to give back, or not known yet what. */
function Unready({
  title = words.title,
  text,
  refused,
  onClose,
}: Pick<RefundDialogProps, 'refused' | 'onClose'> & { title?: string; text: string }) {
  return (
    <FormDialog
      title={title}
      {...(text !== '' && { text })}
      submit={words.close}
      submitting={words.close}
      busy={false}
      refused={refused}
      onSubmit={onClose}
      onClose={onClose}
    />
  )
}

function Ready({
  preview: { payment, left, onTheirWay },
  busy,
  refused,
  onSubmit,
  onClose,
}: Omit<RefundDialogProps, 'preview'> & { preview: RefundPreview }) {
  const { currency } = payment
  const money = (amount: number) => moneyText({ amount, currency })
  const [typed, setTyped] = useState(amountText({ amount: left, currency }))
  const [reason, setReason] = useState('')
  /** What was ticked, in words: another amount has to be ticked anew. */
  const [meant, setMeant] = useState('')
  const [tried, setTried] = useState(false)
  const amount = typedAmount(typed, currency)
  const amountError =
    amount === null ? words.notAnAmount(currency) : amount > left ? words.tooMuch(money(left)) : null
  const isShort = reason.trim().length < shortest
  const who = payment.payer ? (payment.payer.name ?? payment.payer.id) : words.somebody
  const promise = amount === null ? '' : words.confirm(money(amount), who)
  const isMeant = meant !== '' && meant === promise
  const submit = () => {
    setTried(true)
    if (amount !== null && amountError === null && !isShort && isMeant)
      onSubmit({ amount, reason: reason.trim() })
  }
  return (
    <FormDialog
      title={words.title}
      submit={amount !== null && amountError === null ? words.submit(money(amount)) : words.submitPlain}
      submitting={words.submitting}
      busy={busy}
      refused={refused}
      onSubmit={submit}
      onClose={onClose}
    >
      <FactList>
        <Fact name={words.who}>{who}</Fact>
        <Fact name={words.paid}>{money(payment.paid)}</Fact>
        {payment.refunded > 0 && <Fact name={words.refunded}>{money(payment.refunded)}</Fact>}
        {onTheirWay > 0 && <Fact name={words.onTheirWay}>{money(onTheirWay)}</Fact>}
        <Fact name={words.left}>{money(left)}</Fact>
      </FactList>
      <Field
        label={words.amount}
        hint={words.amountHint(money(left), currency)}
        value={typed}
        onChange={setTyped}
        error={tried || amount !== null ? amountError : null}
        maxLength={20}
        autoComplete="off"
      />
      <Field
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onChange={setReason}
        error={tried && isShort ? words.reasonMissing : null}
        maxLength={500}
        multiline
        autoFocus
      />
      {promise !== '' && amountError === null && (
        <div>
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            <Tick label={promise} checked={isMeant} onChange={(on) => setMeant(on ? promise : '')} />
            <Typography aria-hidden sx={{ pt: { xs: '12px', md: '4px' }, fontWeight: 500 }}>
              {promise}
            </Typography>
          </Box>
          {tried && !isMeant && (
            <Typography variant="caption" component="p" role="alert" sx={{ color: 'status.failed.main' }}>
              {words.unconfirmed}
            </Typography>
          )}
        </div>
      )}
    </FormDialog>
  )
}
