import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { type Schedule, type ScheduleTiming, usualTiming } from '@syncline/domain/connection'
import { type FormEvent, useState } from 'react'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { Time } from '../../parts/Time.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { useZone } from '../../time/zone.tsx'
import { Field } from '../../ui/Field.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { formOf, sameTiming, type TimingForm, type TimingKind, timingOf, toldAs } from './timing.ts'

const words = strings.schedule
const kinds = ['interval', 'daily', 'cron'] as const satisfies readonly TimingKind[]

export interface ScheduleFormProps {
  /** Null: nobody set one. */
  readonly schedule: Schedule | null
  /** When the times that are asked about come; null while the hub is asked. */
  readonly next: readonly string[] | null
  /** What the hub says of the times that are asked about. */
  readonly fault: 'cron' | 'timeZone' | null
  readonly busy: boolean
  readonly refused: Refusal | null
  /** Other times are being thought of. */
  readonly onAsk: (timing: ScheduleTiming) => void
  readonly onSave: (schedule: Schedule) => void
  /** While connecting: it may be left for later. */
  readonly onSkip?: () => void
}

/** When what flows through a connection is read again by itself, with the times that come of it. */
export function ScheduleForm(props: ScheduleFormProps) {
  const { schedule, next, fault, busy, refused, onAsk, onSave, onSkip } = props
  const { permissions, organization } = useSession()
  const { timeZone: zone } = useZone()
  const [isOn, setOn] = useState(schedule?.isOn ?? onSkip !== undefined)
  const [form, setForm] = useState<TimingForm>(() => formOf(schedule?.timing ?? usualTiming))
  const read = timingOf(form)
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const isSame =
    schedule !== null && schedule.isOn === isOn && read.ok && sameTiming(schedule.timing, read.timing)
  const isUnset = schedule === null && !isOn && onSkip === undefined
  const wrong = read.ok ? (fault === 'cron' ? words.notCron : fault && words.notZone) : read.error
  const refusal = mayNot ?? wrong ?? (isSame || isUnset ? words.unchanged : null)

  const change = (changed: TimingForm) => {
    setForm(changed)
    const asked = timingOf(changed)
    if (asked.ok) onAsk(asked.timing)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.ok && !busy && refusal === null) onSave({ isOn, timing: read.timing })
  }
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4, maxWidth: 560 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.text}</Typography>
      <Segments
        label={words.onOff}
        value={isOn ? 'on' : 'off'}
        options={[
          { value: 'on', label: words.on },
          { value: 'off', label: words.off },
        ]}
        onChange={(value) => setOn(value === 'on')}
      />
      {isOn && (
        <>
          <Segments
            label={words.how}
            value={form.kind}
            options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
            onChange={(kind) => kind !== form.kind && change(toldAs(kind, form, zone))}
          />
          <TimingFields form={form} fault={fault} error={read.ok ? null : read.error} onChange={change} />
          {wrong === null && next !== null && <Next times={next} />}
        </>
      )}
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <GuardedButton type="submit" variant="contained" refusal={refusal} onClick={() => {}}>
          {busy ? words.saving : onSkip ? words.saveStep : words.save}
        </GuardedButton>
        {onSkip && <Button onClick={onSkip}>{words.skipStep}</Button>}
      </Box>
    </Box>
  )
}

function TimingFields({
  form,
  fault,
  error,
  onChange,
}: {
  form: TimingForm
  fault: ScheduleFormProps['fault']
  error: string | null
  onChange: (form: TimingForm) => void
}) {
  if (form.kind === 'interval')
    return (
      <Field
        label={words.minutes}
        value={form.minutes}
        onChange={(minutes) => onChange({ ...form, minutes })}
        hint={words.minutesHint}
        error={error}
        maxLength={5}
      />
    )
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { sm: '1fr 1fr' } }}>
      {form.kind === 'daily' ? (
        <Field
          label={words.time}
          value={form.time}
          onChange={(time) => onChange({ ...form, time })}
          hint={words.timeHint}
          error={error}
          maxLength={5}
        />
      ) : (
        <Field
          label={words.cron}
          value={form.cron}
          onChange={(cron) => onChange({ ...form, cron })}
          hint={words.cronHint}
          error={error ?? (fault === 'cron' ? words.notCron : null)}
          maxLength={120}
        />
      )}
      <Field
        label={words.zone}
        value={form.timeZone}
        onChange={(timeZone) => onChange({ ...form, timeZone })}
        hint={words.zoneHint}
        error={fault === 'timeZone' ? words.notZone : null}
        maxLength={60}
      />
    </Box>
  )
}

function Next({ times }: { times: readonly string[] }) {
  return (
    <div>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {words.next}
      </Typography>
      <Box component="ol" sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px' }}>
        {times.map((time) => (
          <li key={time}>
            <Time at={time} />
          </li>
        ))}
      </Box>
    </div>
  )
}
