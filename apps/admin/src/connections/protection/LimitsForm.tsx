import Box from '@mui/material/Box'
import type { LimitPolicy } from '@syncline/domain/connection'
import { type FormEvent, useState } from 'react'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'
import { Field } from '../../ui/Field.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { formOf, type LimitPart, limitParts, policyOf } from './limits.ts'

const words = strings.protection.form

export interface LimitsFormProps {
  readonly policy: LimitPolicy | null
  readonly mayNot: string | null
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSave: (policy: LimitPolicy) => void
}

const labels = (part: LimitPart) =>
  part === 'breaker' ? [words.threshold, words.openSeconds] : [words.calls[part], words.seconds]
const hintOf = (part: LimitPart) =>
  part === 'breaker' ? words.breakerHint : part === 'account' ? words.accountHint : words.ownHint

/** How many calls a connection gets and when it rests; each pair is filled in or left as usual. */
export function LimitsForm({ policy, mayNot, busy, refused, onSave }: LimitsFormProps) {
  const usual = formOf(policy)
  const [form, setForm] = useState(usual)
  const read = policyOf(form)
  const unchanged = JSON.stringify(form) === JSON.stringify(usual) ? words.unchanged : null
  const refusal = mayNot ?? (read.ok ? unchanged : read.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.ok && !busy && refusal === null) onSave(read.policy)
  }
  const atOnce = (
    <Field
      key="atOnce"
      label={words.atOnce}
      value={form.atOnce}
      onChange={(value) => setForm({ ...form, atOnce: value })}
      hint={words.atOnceHint}
      error={!read.ok && read.part === 'atOnce' ? read.error : null}
      maxLength={6}
    />
  )
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4, maxWidth: 560 }}>
      {limitParts.flatMap((part) => {
        const [number = '', seconds = ''] = labels(part)
        const errorOf = (field: 'number' | 'seconds') =>
          !read.ok && read.part === part && read.field === field ? read.error : null
        const set = (change: Partial<(typeof form)[LimitPart]>) =>
          setForm({ ...form, [part]: { ...form[part], ...change } })
        const pair = (
          <Box key={part} sx={{ display: 'grid', gap: 4, gridTemplateColumns: { sm: '1fr 1fr' } }}>
            <Field
              label={number}
              value={form[part].number}
              onChange={(value) => set({ number: value })}
              hint={hintOf(part)}
              error={errorOf('number')}
              maxLength={6}
            />
            <Field
              label={seconds}
              value={form[part].seconds}
              onChange={(value) => set({ seconds: value })}
              error={errorOf('seconds')}
              maxLength={9}
            />
          </Box>
        )
        return part === 'account' ? [pair, atOnce] : [pair]
      })}
      {refused !== null && <Refused {...refused} />}
      <Box>
        <GuardedButton type="submit" variant="contained" refusal={refusal} onClick={() => {}}>
          {busy ? words.saving : words.save}
        </GuardedButton>
      </Box>
    </Box>
  )
}
