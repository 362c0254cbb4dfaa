import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'
import { fromLocalInput, toLocalInput } from '../../time/local.ts'
import { useZone } from '../../time/zone.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { KeptAnswer } from '../cached/KeptAnswer.tsx'

const words = strings.figures

interface Span {
  readonly from: string
  readonly to: string
}

export interface FiguresViewProps {
  readonly provider: string
  readonly span: Span
  /** No answer: nothing was asked. */
  readonly state: PartState<{ readonly answer: unknown; readonly readAt: string | null }>
  readonly onSpan: (span: Partial<Span>) => void
}

/** The fields say it already, in the zone of the page. */
const withoutSpan = (answer: unknown): unknown => ({ ...(answer as object), from: undefined, to: undefined })

/** What was counted and paid between two moments. */
export function FiguresView({ provider, span, state, onSpan }: FiguresViewProps) {
  const { timeZone } = useZone()
  const change = (end: keyof Span) => (value: string) => {
    const moment = fromLocalInput(value, timeZone)
    if (moment !== undefined) onSpan({ [end]: moment })
  }
  return (
    <Section title={words.title}>
      <Box sx={{ display: 'grid', gap: 3, minWidth: 0, maxWidth: 640 }}>
        <Typography sx={{ color: 'ink.soft' }}>{words.text(provider)}</Typography>
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { sm: '1fr 1fr' }, alignItems: 'start' }}>
          <Field
            label={words.from}
            type="datetime-local"
            value={toLocalInput(span.from, timeZone)}
            onChange={change('from')}
          />
          <Field
            label={words.to}
            type="datetime-local"
            value={toLocalInput(span.to, timeZone)}
            error={span.from >= span.to ? words.order : null}
            onChange={change('to')}
          />
        </Box>
        <PartFace state={state} loading={words.loading} failed={words.failed} heights={[120, 80]}>
          {({ answer, readAt }) =>
            answer === null ? (
              <Typography sx={{ color: 'ink.soft' }}>{words.turned}</Typography>
            ) : (
              <>
                <KeptAnswer name="metrics" answer={withoutSpan(answer)} />
                {readAt !== null && (
                  <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
                    {words.asOf} <Time at={readAt} />
                  </Typography>
                )}
              </>
            )
          }
        </PartFace>
      </Box>
    </Section>
  )
}
