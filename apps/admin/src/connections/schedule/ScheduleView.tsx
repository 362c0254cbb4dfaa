import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { ScheduleView as Known } from '@syncline/domain/view'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'
import { Section } from '../../ui/Section.tsx'
import { ScheduleForm, type ScheduleFormProps } from './ScheduleForm.tsx'

const words = strings.schedule

export interface ScheduleViewProps {
  /** For what it says of itself. */
  readonly provider: string
  readonly state: PartState<{ readonly known: Pick<Known, 'schedule' | 'beganAt' | 'refusal'> }>
  readonly form: Omit<ScheduleFormProps, 'schedule' | 'onSkip'>
}

/** When what flows through a connection is read again by itself, and how that went last. */
export function ScheduleView({ provider, state, form }: ScheduleViewProps) {
  return (
    <Section title={words.title}>
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[44, 36, 64]}>
        {({ known: { schedule, beganAt, refusal } }) => (
          <>
            {beganAt !== null && (
              <Typography sx={{ mb: 2 }}>
                {words.began} <Time at={beganAt} />
              </Typography>
            )}
            {refusal !== null && (
              <Typography sx={{ mb: 2, color: 'status.waiting.main' }}>
                {refusal === 'STATE_CONFLICT'
                  ? words.stillReading
                  : words.refused(explain(refusal, provider).sentence)}
              </Typography>
            )}
            <ScheduleForm key={JSON.stringify(schedule)} schedule={schedule} {...form} />
          </>
        )}
      </PartFace>
    </Section>
  )
}

/** The same question while connecting. */
export function ScheduleStepView(props: ScheduleFormProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2">{words.step}</Typography>
      <ScheduleForm {...props} />
    </Box>
  )
}
