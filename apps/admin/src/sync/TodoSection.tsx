import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { SyncDetail } from '@syncline/domain/view'
import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { refusal } from '../syncs/can.ts'
import type { OnAsk } from '../syncs/RowParts.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'
import { useNextTry } from './StorySection.tsx'
import { type Step, steps } from './todo.ts'

/** What to do, with the one step that is meant. */
export function TodoSection({ detail, onAsk }: { detail: SyncDetail; onAsk: OnAsk }) {
  const next = useNextTry(detail)
  const all = steps(detail, next)
  if (all.length === 0) return null
  return (
    <Section title={strings.sync.todo.title}>
      <Box
        sx={{ border: 1, borderColor: 'line.border', borderRadius: '8px', backgroundColor: 'fill.canvas' }}
      >
        {all.map((step) => (
          <StepLine key={step.action ?? 'none'} step={step} detail={detail} onAsk={onAsk} />
        ))}
      </Box>
    </Section>
  )
}

function StepLine({ step, detail, onAsk }: { step: Step; detail: SyncDetail; onAsk: OnAsk }) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: { xs: 3, md: 4 },
        alignItems: 'center',
        justifyContent: 'space-between',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        px: 4,
        py: '10px',
        '& + &': { borderTop: 1, borderColor: 'line.border' },
      }}
    >
      <div>
        <Typography variant="h3">{step.title}</Typography>
        {step.text !== '' && <Typography sx={{ color: 'ink.soft' }}>{step.text}</Typography>}
      </div>
      <StepButton step={step} detail={detail} onAsk={onAsk} />
    </Box>
  )
}

function StepButton({
  step,
  detail: { row, webhook },
  onAsk,
}: {
  step: Step
  detail: SyncDetail
  onAsk: OnAsk
}) {
  const session = useSession()
  const { action, label } = step
  const look = {
    variant: step.primary ? 'contained' : 'outlined',
    sx: { width: { xs: '100%', sm: 'auto' }, flexShrink: 0 },
  } as const
  switch (action) {
    case null:
      return null
    case 'connection':
      return (
        <ButtonLink
          to="/connections/$connectionId"
          params={{ connectionId: row.target.connectionId }}
          {...look}
        >
          {label}
        </ButtonLink>
      )
    case 'mapping':
      return (
        <ButtonLink to="/mappings" {...look}>
          {label}
        </ButtonLink>
      )
    case 'webhook':
      return (
        <ButtonLink to="/webhooks/$deliveryId" params={{ deliveryId: webhook?.deliveryId ?? '' }} {...look}>
          {label}
        </ButtonLink>
      )
    default:
      return (
        <GuardedButton {...look} refusal={refusal(action, row, session)} onClick={() => onAsk(action, row)}>
          {label}
        </GuardedButton>
      )
  }
}
