import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { defaultRetryWaitsMs, maxRetries } from '@syncline/domain/sync'
import { type FormEvent, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { syncRefusal } from '../syncs/ActionDialog.tsx'
import { duration } from '../time/format.ts'
import { Field } from '../ui/Field.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Segments } from '../ui/Segments.tsx'
import { type PolicyForm as Form, formOf, listOf, schedule, waitsOf } from './policy.ts'

const words = strings.connections.policy

export interface PolicyFormProps {
  readonly name: string
  /** Null: the usual ones. */
  readonly retryWaitsMs: readonly number[] | null
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSave: (retryWaitsMs: readonly number[] | null) => void
}

/** How often and after what waits a sync is tried again, with the times that come of it. */
export function PolicyForm({ name, retryWaitsMs, busy, problem, onSave }: PolicyFormProps) {
  const refused = syncRefusal(problem)
  const { permissions, organization } = useSession()
  const waits = retryWaitsMs ?? defaultRetryWaitsMs
  const [form, setForm] = useState<Form>(() => formOf(waits))
  const read = waitsOf(form)
  const errorOf = (field: string) => (!read.ok && read.field === field ? read.error : null)
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const unchanged = read.ok && read.waitsMs.join() === waits.join() ? words.unchanged : null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.ok && !busy && (mayNot ?? unchanged) === null) onSave(read.waitsMs)
  }
  const reset = () => {
    setForm(formOf(defaultRetryWaitsMs))
    onSave(null)
  }
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4, maxWidth: 560 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.text(name)}</Typography>
      <Box>
        <Segments
          label={words.how}
          value={form.kind}
          options={[
            { value: 'doubling', label: words.doubling },
            { value: 'list', label: words.list },
          ]}
          onChange={(kind) => {
            const known = read.ok ? read.waitsMs : waits
            setForm(kind === 'list' ? { kind, seconds: listOf(known) } : asDoubling(known))
          }}
        />
      </Box>
      {form.kind === 'doubling' ? (
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <Field
            label={words.retries}
            value={form.retries}
            onChange={(retries) => setForm({ ...form, retries })}
            hint={words.retriesHint(maxRetries)}
            error={errorOf('retries')}
            maxLength={3}
          />
          <Field
            label={words.first}
            value={form.firstSeconds}
            onChange={(firstSeconds) => setForm({ ...form, firstSeconds })}
            hint={words.firstHint}
            error={errorOf('firstSeconds')}
            maxLength={11}
          />
        </Box>
      ) : (
        <Field
          label={words.seconds}
          value={form.seconds}
          onChange={(seconds) => setForm({ ...form, seconds })}
          hint={words.secondsHint(maxRetries)}
          error={errorOf('seconds')}
          maxLength={300}
        />
      )}
      {read.ok && <Preview waitsMs={read.waitsMs} />}
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <GuardedButton
          type="submit"
          variant="contained"
          refusal={mayNot ?? (read.ok ? unchanged : read.error)}
          onClick={() => {}}
        >
          {busy ? words.saving : words.save}
        </GuardedButton>
        <GuardedButton
          refusal={mayNot ?? (retryWaitsMs === null ? words.isUsual : null)}
          onClick={() => !busy && reset()}
        >
          {words.reset}
        </GuardedButton>
      </Box>
    </Box>
  )
}

/** The nearest doubling: as many waits, beginning with the same. */
function asDoubling(waitsMs: readonly number[]): Form {
  return {
    kind: 'doubling',
    retries: String(waitsMs.length),
    firstSeconds: String((waitsMs[0] ?? 2_000) / 1_000),
  }
}

function Preview({ waitsMs }: { waitsMs: readonly number[] }) {
  const times = schedule(waitsMs)
  const last = times.at(-1) ?? 0
  return (
    <div>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {words.preview}
      </Typography>
      <Box component="ol" sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px' }}>
        {times.map((time, index) => (
          <li key={index}>
            <Box component="span" sx={{ color: 'ink.quiet' }}>
              {words.try(index + 1)}
            </Box>{' '}
            {index === 0 ? words.atOnce : words.at(duration(time))}
          </li>
        ))}
      </Box>
      <Typography variant="caption" component="p" sx={{ mt: 2, color: 'ink.quiet' }}>
        {last === 0 ? words.givesUpAtOnce : words.givesUp(duration(last))} {words.jitter}
      </Typography>
    </div>
  )
}
