import type { DiscrepancyRow, ReconciliationDetail } from '@syncline/domain/view'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import { ButtonLink } from '../parts/links.tsx'
import { Missing } from '../parts/Missing.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import { useMay } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { Discrepancies, type DiscrepanciesState } from './Discrepancies.tsx'
import { discrepanciesQuery, reportQuery } from './queries.ts'
import { ReportLoading, ReportView } from './ReportView.tsx'
import { IgnoreDialog, PushDialog } from './SettleDialogs.tsx'
import { useSettle } from './useSettle.ts'

const words = strings.reconciliation
const route = getRouteApi('/app/reconciliation/$reconciliationId')

export function ReportPage() {
  useTitle(strings.shell.titled(words.title))
  const { reconciliationId } = route.useParams()
  const report = useQuery(reportQuery(useApi(), reconciliationId))
  useBell('reconciliation', (ids) => {
    if (ids === null || ids.has(reconciliationId)) void report.refetch()
  })
  if (report.data) return <Read report={report.data} />
  if (!report.error) return <ReportLoading />
  const problem = toProblem(report.error)
  if (problem.code === 'RECORD_NOT_FOUND')
    return (
      <Missing
        title={words.report.missing}
        action={
          <ButtonLink to="/reconciliation" search={{}}>
            {words.report.back}
          </ButtonLink>
        }
      />
    )
  return (
    <ProblemNotice
      level="h1"
      title={words.report.failed}
      problem={problem}
      onRetry={() => void report.refetch()}
    />
  )
}

function Read({ report }: { report: ReconciliationDetail }) {
  const { reconciliationId } = report
  const api = useApi()
  const toast = useToast()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayRun = useMay('reconciliation.run')
  const mayResolve = useMay('reconciliation.resolve')
  const [ignoring, setIgnoring] = useState<DiscrepancyRow | null>(null)
  const [pushing, setPushing] = useState<readonly number[] | null>(null)
  const found = useQuery({
    ...discrepanciesQuery(api, reconciliationId, search),
    placeholderData: keepPreviousData,
  })
  useBell('reconciliation', (ids) => {
    if (ids === null || ids.has(reconciliationId)) void found.refetch()
  })
  const settle = useSettle(reconciliationId)
  const again = useMutation({
    mutationFn: () => {
      const { connectionId, entity, from } = report
      return api.client.reconciliation.start.mutate({ connectionId, entity, from })
    },
    async onSuccess(started) {
      api.horizons.reconciliation.raise(started.position)
      const params = { reconciliationId: started.reconciliationId }
      await navigate({ to: '/reconciliation/$reconciliationId', params, search: {} })
    },
    onError: (error) => toast(refusedBy(toProblem(error))),
  })
  const stop = useMutation({
    mutationFn: () => api.client.reconciliation.cancel.mutate({ reconciliationId }),
    async onSuccess({ position }) {
      api.horizons.reconciliation.raise(position)
      toast(words.report.stopped)
      await api.queries.invalidateQueries({ queryKey: ['reconciliations'] })
    },
    onError: (error) => toast(refusedBy(toProblem(error))),
  })
  const state: DiscrepanciesState = found.data
    ? { kind: 'ready', ...found.data }
    : found.error
      ? { kind: 'error', problem: toProblem(found.error), onRetry: () => void found.refetch() }
      : { kind: 'loading' }
  const close = () => {
    settle.reset()
    setIgnoring(null)
    setPushing(null)
  }
  const dialog = { busy: settle.isPending, problem: settle.error && toProblem(settle.error), onClose: close }
  return (
    <>
      <ReportView
        report={report}
        refusal={mayRun ? null : words.start.refused}
        onAgain={() => again.mutate()}
        onStop={() => stop.mutate()}
      >
        <Discrepancies
          report={report}
          state={state}
          search={search}
          refusal={mayResolve ? null : words.found.mayNot}
          onPush={setPushing}
          onPull={(numbers) => settle.mutate({ how: 'pull', numbers })}
          onIgnore={setIgnoring}
        />
      </ReportView>
      {ignoring && (
        <IgnoreDialog
          {...dialog}
          onSubmit={(reason) =>
            settle.mutate({ how: 'ignore', numbers: [ignoring.number], reason }, { onSuccess: close })
          }
        />
      )}
      {pushing && (
        <PushDialog
          {...dialog}
          count={pushing.length}
          provider={report.provider}
          onSubmit={() => settle.mutate({ how: 'push', numbers: pushing }, { onSuccess: close })}
        />
      )}
    </>
  )
}
