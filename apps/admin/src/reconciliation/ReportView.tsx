import Box from '@mui/material/Box'
import LinearProgress from '@mui/material/LinearProgress'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import { explain } from '@syncline/domain/error'
import type { ReconciliationDetail } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import { backLook, TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Balance } from './Balance.tsx'
import { RangeText } from './RangeText.tsx'
import { foundIn, unequal } from './sums.ts'
import { Totals } from './Totals.tsx'

const words = strings.reconciliation

interface Props {
  readonly report: ReconciliationDetail
  /** Why nothing may be started or stopped; null when it may. */
  readonly refusal: string | null
  readonly onAgain: () => void
  readonly onStop: () => void
  /** What was found. */
  readonly children: ReactNode
}

/** One report: what came of it in a sentence, how it adds up, and what was found. */
export function ReportView({ report, refusal, onAgain, onStop, children }: Props) {
  const provider = providerTitles[report.provider]
  const isRunning = report.status === 'running'
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 6 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 4, alignItems: 'flex-start' }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>
          <Back />
          <Typography variant="h1">{titleOf(report)}</Typography>
          <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
            {words.of(report.entity, report.connectionName ?? provider)},{' '}
            <RangeText from={report.from} to={report.to} />.{' '}
            {words.report.matched(report.counts.matched, report.counts.compared)}
          </Typography>
        </Box>
        {isRunning ? (
          <GuardedButton refusal={refusal} onClick={onStop}>
            {words.report.stop}
          </GuardedButton>
        ) : (
          <GuardedButton refusal={refusal} onClick={onAgain} startIcon={<Icon name="retry" />}>
            {words.report.again}
          </GuardedButton>
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Balance counts={report.counts} />
        <Standing report={report} />
      </Box>
      <Totals totals={report.totals} provider={provider} />
      {children}
    </Box>
  )
}

const Back = () => (
  <TextLink to="/reconciliation" search={{}} sx={backLook}>
    <Icon name="arrowLeft" size={14} />
    {words.report.back}
  </TextLink>
)

function titleOf({ status, counts, totals }: ReconciliationDetail): string {
  if (status === 'running') return words.report.running
  if (status === 'cancelled') return words.report.cancelled
  if (status === 'failed') return words.report.broken
  const amount = unequal(totals)
  if (amount !== null) return words.report.notAdd(amount)
  const found = foundIn(counts)
  return found === 0 ? words.report.adds : words.differences(found)
}

/** How far it is, why it ended early, and what was left out. */
function Standing({ report }: { report: ReconciliationDetail }) {
  const { status, phase, counts, errorCode, provider } = report
  const aside = words.report.aside(counts.onTheWay, counts.unreadable)
  const failure = errorCode && explain(errorCode, providerTitles[provider])
  return (
    <Typography component="div" variant="caption" sx={{ color: 'ink.quiet' }}>
      {status === 'running' && (
        <Box role="status">
          {words.report.phase[phase]}
          <LinearProgress aria-label={words.report.running} sx={{ mt: 1 }} />
        </Box>
      )}
      {failure && (
        <Box role="alert" sx={{ color: 'status.failed.main' }}>
          {failure.sentence} {failure.remedy}
        </Box>
      )}
      <Box>
        {words.statuses[status]}, {words.by(report.by.name ?? report.by.actor)},{' '}
        <Time at={report.endedAt ?? report.startedAt} />. {aside !== '' && words.report.asideText(aside)}
      </Box>
    </Typography>
  )
}

export function ReportLoading({ afterMs = 150 }: { afterMs?: number }) {
  return (
    <Delayed afterMs={afterMs}>
      <Box
        role="status"
        aria-label={words.report.loading}
        sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5 }}
      >
        <Typography variant="h1">
          <Box component="span" sx={visuallyHidden}>
            {words.report.loading}
          </Box>
          <Skeleton component="span" width={240} sx={{ maxWidth: '80%' }} />
        </Typography>
        {[72, 96, 160].map((height) => (
          <Skeleton key={height} variant="rounded" height={height} />
        ))}
      </Box>
    </Delayed>
  )
}
