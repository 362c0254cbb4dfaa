import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Discrepancies, type DiscrepanciesState } from '../reconciliation/Discrepancies.tsx'
import { type ReconciliationsState, ReconciliationsView } from '../reconciliation/ReconciliationsView.tsx'
import { ReportLoading, ReportView } from '../reconciliation/ReportView.tsx'
import { IgnoreDialog, PushDialog } from '../reconciliation/SettleDialogs.tsx'
import { StartDialog } from '../reconciliation/StartDialog.tsx'
import type { ReconciliationsSearch } from '../reconciliation/search.ts'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import type { faces } from './list.ts'
import { details, discrepancies, reports } from './reconciliation-samples.ts'
import * as samples from './samples.ts'

const words = strings.reconciliation
type ListName = (typeof faces)['reconciliation'][number]
type ReportName = (typeof faces)['report'][number]

function framed(content: ReactNode, session = samples.operator): ReactNode {
  return (
    <SessionContext value={session}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        {content}
      </ShellView>
    </SessionContext>
  )
}

const ready: ReconciliationsState = { kind: 'ready', rows: reports, hasOlder: true, isFirst: true }
const lists: Partial<Record<ListName, ReconciliationsState>> = {
  empty: { kind: 'ready', rows: [], hasOlder: false, isFirst: true },
  venue: { kind: 'ready', rows: [], hasOlder: false, isFirst: true },
  filtered: { kind: 'ready', rows: [], hasOlder: false, isFirst: true },
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
}

const searches: Partial<Record<ListName, ReconciliationsSearch>> = {
  venue: { venue: sampleVenue },
  filtered: { connection: samples.connections[0]?.connectionId, entity: 'invoice' },
}

export function ReconciliationFace({ face }: { face: ListName }) {
  const isAuditor = face === 'auditor'
  const list = framed(
    <>
      <ReconciliationsView
        state={lists[face] ?? ready}
        search={searches[face] ?? {}}
        connections={samples.connections}
        refusal={isAuditor ? words.start.refused : null}
        onStart={noop}
        onSearch={noop}
      />
      {face === 'start' && (
        <StartDialog
          connections={samples.connections}
          flows={samples.flows}
          nowMs={samples.nowMs}
          busy={false}
          problem={null}
          onSubmit={noop}
          onClose={noop}
        />
      )}
    </>,
    isAuditor ? samples.auditor : samples.operator,
  )
  return face === 'venue' ? <AtVenue chosen={sampleVenue}>{list}</AtVenue> : list
}

const asking = { busy: false, problem: null, onSubmit: noop, onClose: noop }
const dialogs: Partial<Record<ReportName, ReactNode>> = {
  ignore: <IgnoreDialog {...asking} />,
  push: <PushDialog {...asking} count={3} provider="flasherp" />,
}

export function ReportFace({ face }: { face: ReportName }) {
  if (face === 'loading') return framed(<ReportLoading afterMs={0} />)
  if (face === 'error')
    return framed(
      <ProblemNotice level="h1" title={words.report.failed} problem={samples.problem} onRetry={noop} />,
    )
  const isAuditor = face === 'auditor'
  const report = face === 'clean' || face === 'running' || face === 'failed' ? details[face] : details.success
  const rows = report.listed === 0 ? [] : discrepancies.slice(0, report.listed)
  const state: DiscrepanciesState = { kind: 'ready', rows, hasMore: report.listed > discrepancies.length }
  const refusal = isAuditor ? words.found.mayNot : null
  return framed(
    <>
      <ReportView report={report} refusal={refusal} onAgain={noop} onStop={noop}>
        <Discrepancies
          report={report}
          state={state}
          search={{}}
          refusal={refusal}
          onPush={noop}
          onPull={noop}
          onIgnore={noop}
        />
      </ReportView>
      {dialogs[face]}
    </>,
    isAuditor ? samples.auditor : samples.operator,
  )
}
