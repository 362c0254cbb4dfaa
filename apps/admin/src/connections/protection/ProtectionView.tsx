import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { BreakerView, ProtectionView as View } from '@syncline/domain/view'
import { type ReactNode, useState } from 'react'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { Time } from '../../parts/Time.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { unstopped } from '../../syncs/sentence.ts'
import { duration } from '../../time/format.ts'
import { drawn } from '../../ui/drawn.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { Status } from '../../ui/Status.tsx'
import { HealthStrip } from './HealthStrip.tsx'
import { LimitsForm, type LimitsFormProps } from './LimitsForm.tsx'

const words = strings.protection

export type ProtectionState = PartState<{ readonly view: View }>

export interface ProtectionViewProps {
  readonly provider: string
  readonly state: ProtectionState
  /** Nothing is asked while it is switched off. */
  readonly disabled: boolean
  readonly look: { readonly busy: boolean; readonly refused: Refusal | null }
  readonly limits: Pick<LimitsFormProps, 'busy' | 'refused' | 'onSave'>
  readonly onLook: () => void
  readonly onReset: () => void
}

/** How a connection is, and what stands between its provider and too many calls. */
export function ProtectionView(props: ProtectionViewProps) {
  const { provider, state, disabled, look, onLook } = props
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const button = state.kind === 'ready' && (
    <GuardedButton refusal={mayNot ?? (disabled ? words.isOff : null)} onClick={() => !look.busy && onLook()}>
      {look.busy ? words.looking : words.look}
    </GuardedButton>
  )
  return (
    <Section title={words.title} end={button}>
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[44, 88]}>
        {({ view }) => (
          <Box sx={{ display: 'grid', gap: 4 }}>
            <Typography sx={{ color: 'ink.soft', maxWidth: 640 }}>{words.text(provider)}</Typography>
            {look.refused !== null && <Refused {...look.refused} />}
            <HealthStrip looks={view.looks} />
            <Breaker breaker={view.breaker} provider={provider} mayNot={mayNot} onReset={props.onReset} />
            <Limits limits={view.limits} atOnce={view.atOnce} />
            <Errors errors={view.errors} provider={provider} />
            <Change {...props.limits} policy={view.policy} mayNot={mayNot} />
          </Box>
        )}
      </PartFace>
    </Section>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {title}
      </Typography>
      {children}
    </div>
  )
}

const marks = { closed: 'synced', open: 'waiting', half_open: 'waiting' } as const

function Breaker({
  breaker,
  provider,
  mayNot,
  onReset,
}: {
  breaker: BreakerView
  provider: string
  mayNot: string | null
  onReset: () => void
}) {
  const { state, failures, threshold, openUntil, lastCode, lastFailedAt } = breaker
  const isClean = state === 'closed' && failures === 0
  return (
    <Part title={words.breaker.title}>
      <Status kind={marks[state]} label={words.breaker.states[state]} />
      <Typography sx={{ mt: 1, color: 'ink.soft' }}>
        {state === 'closed' && words.breaker.closed(failures, threshold)}
        {state === 'half_open' && words.breaker.half}
        {state === 'open' && (
          <>
            {words.breaker.open(failures)} {openUntil !== null && <Time at={openUntil} exact />}
          </>
        )}
      </Typography>
      {lastCode !== null && lastFailedAt !== null && (
        <Typography variant="caption" component="p" sx={{ mt: 1, color: 'ink.quiet' }}>
          {words.breaker.last} {unstopped(explain(lastCode, provider).sentence)}, <Time at={lastFailedAt} />
        </Typography>
      )}
      <Box sx={{ mt: 2 }}>
        <GuardedButton refusal={mayNot ?? (isClean ? words.breaker.isClosed : null)} onClick={onReset}>
          {words.breaker.reset}
        </GuardedButton>
      </Box>
    </Part>
  )
}

function Limits({ limits, atOnce }: Pick<View, 'limits' | 'atOnce'>) {
  return (
    <Part title={words.limits.title}>
      <Box component="ul" sx={{ display: 'grid', gap: 2, maxWidth: 560 }}>
        {limits.map(({ of, used, calls, windowMs, pausedUntil }) => (
          <li key={of}>
            <Use
              name={words.limits.of[of]}
              used={used}
              most={calls}
              text={words.limits.use(used, calls, duration(windowMs))}
            />
            {pausedUntil !== null && (
              <Typography variant="caption" component="p" sx={{ mt: 1, color: 'status.waiting.main' }}>
                {words.limits.paused} <Time at={pausedUntil} exact />
              </Typography>
            )}
          </li>
        ))}
        {atOnce !== null && (
          <li>
            <Use
              name={words.limits.atOnce}
              used={atOnce.out}
              most={atOnce.most}
              text={words.limits.out(atOnce.out, atOnce.most)}
            />
          </li>
        )}
      </Box>
    </Part>
  )
}

function Use({ name, text, used, most }: { name: string; text: string; used: number; most: number }) {
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '2px 12px' }}>
        <span>{name}</span>
        <Box component="span" sx={{ color: 'ink.soft' }}>
          {text}
        </Box>
      </Box>
      <Box
        aria-hidden
        sx={{ mt: 1, height: 4, borderRadius: '2px', backgroundColor: 'line.border', overflow: 'hidden' }}
      >
        <Box
          sx={{
            ...drawn,
            height: '100%',
            width: `${Math.round((used / most) * 100)}%`,
            backgroundColor: used < most ? 'accent.main' : 'status.waiting.main',
          }}
        />
      </Box>
    </>
  )
}

function Errors({ errors, provider }: { errors: View['errors']; provider: string }) {
  return (
    <Part title={words.errors.title}>
      {errors.length === 0 && <Typography sx={{ color: 'ink.soft' }}>{words.errors.none}</Typography>}
      <Box component="ul" sx={{ display: 'grid', gap: 1 }}>
        {errors.map(({ code, count, lastAt }) => (
          <li key={code}>
            {unstopped(explain(code, provider).sentence)}:{' '}
            <Box component="span" sx={{ color: 'ink.quiet' }}>
              {words.errors.times(count)}
              <Time at={lastAt} />
            </Box>
          </li>
        ))}
      </Box>
    </Part>
  )
}

function Change(props: LimitsFormProps) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <Box>
        <Button onClick={() => setOpen(true)} aria-expanded={false}>
          {words.form.open}
        </Button>
      </Box>
    )
  return (
    <Part title={words.form.title}>
      <LimitsForm key={JSON.stringify(props.policy)} {...props} />
    </Part>
  )
}
