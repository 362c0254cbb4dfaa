import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { ProviderForm } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { ButtonLink, backLook, TextLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ProviderMark } from './ConnectionCard.tsx'

const words = strings.connect

export const connectSteps = ['provider', 'credentials', 'choose', 'flows', 'schedule', 'done'] as const
export type ConnectStep = (typeof connectSteps)[number]

export type FormsState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly forms: readonly ProviderForm[] }

export interface ConnectViewProps {
  readonly state: FormsState
  readonly step: ConnectStep
  /** Of the chosen provider, for the title. */
  readonly chosen: string | null
  /** Whether its provider leaves anything to choose once it took the credentials. */
  readonly choosing: boolean
  readonly onChoose: (form: ProviderForm) => void
  /** What the steps after the first show. */
  readonly children: ReactNode
}

/** Connecting a provider: steps at the left, one decision each. */
export function ConnectView({ state, step, chosen, choosing, onChoose, children }: ConnectViewProps) {
  const { permissions, organization } = useSession()
  const back = <ButtonLink to="/connections">{strings.connections.back}</ButtonLink>
  if (!permissions.includes('connection.configure'))
    return (
      <Notice level="h1" mark={<Icon name="link" size={24} />} title={words.closed} action={back}>
        {words.mayNot(organization.name)}
      </Notice>
    )
  if (state.kind === 'error')
    return (
      <ProblemNotice
        level="h1"
        title={words.failed}
        problem={state.problem}
        onRetry={state.onRetry}
        action={back}
      />
    )
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5 }}>
      <div>
        <TextLink to="/connections" sx={{ ...backLook, mb: 1 }}>
          <Icon name="arrowLeft" size={14} />
          {strings.connections.title}
        </TextLink>
        <Typography variant="h1">{chosen === null ? words.title : words.titled(chosen)}</Typography>
      </div>
      <Box
        sx={{ display: 'grid', gap: { xs: 4, md: 8 }, gridTemplateColumns: { md: '10rem minmax(0, 35rem)' } }}
      >
        <Steps step={step} choosing={choosing} />
        {state.kind === 'loading' ? (
          <Delayed afterMs={state.afterMs ?? 150}>
            <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 2 }}>
              {[1, 2, 3].map((each) => (
                <Skeleton key={each} variant="rounded" height={64} />
              ))}
            </Box>
          </Delayed>
        ) : step === 'provider' ? (
          <Providers forms={state.forms} onChoose={onChoose} />
        ) : (
          <div>{children}</div>
        )}
      </Box>
    </Box>
  )
}

function Steps({ step, choosing }: { step: ConnectStep; choosing: boolean }) {
  const steps = connectSteps.filter((each) => choosing || each !== 'choose')
  const now = steps.indexOf(step)
  return (
    <Box
      component="ol"
      aria-label={words.steps}
      sx={{
        display: 'flex',
        flexDirection: { md: 'column' },
        flexWrap: 'wrap',
        gap: { xs: '4px 16px', md: 2 },
      }}
    >
      {steps.map((each, index) => (
        <Box
          key={each}
          component="li"
          aria-current={each === step ? 'step' : undefined}
          sx={{
            display: 'flex',
            gap: 2,
            alignItems: 'center',
            fontWeight: each === step ? 600 : undefined,
            color: index <= now ? 'ink.strong' : 'ink.quiet',
          }}
        >
          <Box component="span" aria-hidden sx={{ display: 'inline-grid', placeItems: 'center', width: 16 }}>
            {index < now ? <Icon name="check" size={14} /> : index + 1}
          </Box>
          {words.step[each]}
        </Box>
      ))}
    </Box>
  )
}

function Providers({
  forms,
  onChoose,
}: {
  forms: readonly ProviderForm[]
  onChoose: (form: ProviderForm) => void
}) {
  return (
    <div>
      <Typography variant="h2">{words.choose}</Typography>
      <Typography sx={{ mt: 1, mb: 3, color: 'ink.soft' }}>{words.chooseText}</Typography>
      <Box component="ul" sx={{ display: 'grid', gap: 2 }}>
        {forms.map((form) => (
          <li key={form.provider}>
            <ButtonBase
              onClick={() => onChoose(form)}
              sx={{
                display: 'flex',
                justifyContent: 'flex-start',
                gap: 3,
                width: '100%',
                p: 3,
                border: 1,
                borderColor: 'line.border',
                borderRadius: '8px',
                typography: 'body1',
                textAlign: 'left',
                '&:hover': { borderColor: 'accent.main' },
              }}
            >
              <ProviderMark provider={form.title} />
              <span>
                <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
                  {form.title}
                </Box>
                <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
                  {form.signsIn
                    ? words.asksSignIn(form.title)
                    : words.asks(form.fields.map(({ title }) => strings.told(title)))}
                </Typography>
              </span>
            </ButtonBase>
          </li>
        ))}
      </Box>
    </div>
  )
}
