import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { discrepancyCan, discrepancyKinds, discrepancyStates } from '@syncline/domain/reconciliation'
import type { DiscrepancyList, DiscrepancyRow } from '@syncline/domain/view'
import { useNavigate } from '@tanstack/react-router'
import { oneFilter } from '../list/commonFilters.tsx'
import { ExportLink } from '../list/ExportLink.tsx'
import { PageFilters } from '../list/PageFilters.tsx'
import { setParts } from '../list/search.ts'
import { ButtonLink } from '../parts/links.tsx'
import { PartFace, type PartState } from '../parts/PartFace.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'
import { Discrepancy, type DiscrepancyProps } from './Discrepancy.tsx'
import { discrepancyFilterOf, type ReportSearch } from './search.ts'
import { foundIn } from './sums.ts'

const words = strings.reconciliation.found

export type DiscrepanciesState = PartState<Pick<DiscrepancyList, 'rows' | 'hasMore'>>

export interface DiscrepanciesProps extends Omit<DiscrepancyProps, 'discrepancy'> {
  readonly state: DiscrepanciesState
  readonly search: ReportSearch
}

/** What a reconciliation found, by kind and by what was done about it. */
export function Discrepancies(props: DiscrepanciesProps) {
  const { report, state, search, refusal, onPush } = props
  const { reconciliationId, connectionId, listed, counts } = report
  const open = state.kind === 'ready' ? state.rows.filter((row) => row.state === 'open') : []
  const pushable = open.filter(
    ({ kind, source }) =>
      report.canPush &&
      discrepancyCan.push({ kind, sourceConnectionId: source?.connectionId ?? null }, connectionId),
  )
  return (
    <Section
      title={words.title}
      end={
        listed > 0 && (
          <ExportLink
            list="discrepancies"
            filter={() => ({ reconciliationId, ...discrepancyFilterOf(search) })}
          />
        )
      }
    >
      {listed > 0 && <Filters report={report} search={search} />}
      {foundIn(counts) > listed && listed > 0 && (
        <Typography variant="caption" component="p" sx={{ mb: 2, color: 'ink.quiet' }}>
          {words.notListed(listed)}
        </Typography>
      )}
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[72, 72, 72]}>
        {({ rows, hasMore }) => (
          <>
            {pushable.length > 1 && (
              <GuardedButton
                variant="contained"
                refusal={refusal}
                onClick={() => onPush(pushable.map(({ number }) => number))}
                sx={{ mb: 3 }}
              >
                {words.pushAll(pushable.length)}
              </GuardedButton>
            )}
            <Rows {...props} rows={rows} />
            <Paging {...props} last={hasMore ? rows.at(-1) : undefined} />
          </>
        )}
      </PartFace>
    </Section>
  )
}

function Rows({ rows, ...props }: DiscrepanciesProps & { rows: readonly DiscrepancyRow[] }) {
  const { report, search } = props
  if (rows.length === 0)
    return (
      <Typography sx={{ color: 'ink.soft' }}>
        {search.kind || search.state
          ? words.filtered
          : report.status === 'completed'
            ? words.clean
            : words.noneYet}
      </Typography>
    )
  return (
    <Box component="ul" aria-label={words.caption} sx={{ borderTop: 1, borderColor: 'line.border' }}>
      {rows.map((row) => (
        <Discrepancy key={row.number} discrepancy={row} {...props} />
      ))}
    </Box>
  )
}

function Filters({ report, search }: Pick<DiscrepanciesProps, 'report' | 'search'>) {
  const navigate = useNavigate()
  const params = { reconciliationId: report.reconciliationId }
  const change = (next: ReportSearch) =>
    void navigate({ to: '/reconciliation/$reconciliationId', params, search: next })
  const { counts, states } = report
  const { kind, state } = search
  const counted = (label: string, value: number) => `${label} (${strings.list.count(value)})`
  return (
    <Box sx={{ mb: 3 }}>
      <PageFilters
        filters={[
          oneFilter({
            key: 'kind',
            name: words.kind,
            all: discrepancyKinds,
            chosen: kind,
            title: (each) => counted(words.kinds[each], counts[each]),
            change: (next) => change(setParts({ state, kind: next })),
          }),
          oneFilter({
            key: 'state',
            name: words.state,
            all: discrepancyStates,
            chosen: state,
            title: (each) => counted(words.states[each], states[each]),
            change: (next) => change(setParts({ kind, state: next })),
          }),
        ]}
        onClear={() => change({})}
      />
    </Box>
  )
}

function Paging({
  report: { reconciliationId },
  search,
  last,
}: DiscrepanciesProps & { last: DiscrepancyRow | undefined }) {
  if (search.after === undefined && !last) return null
  const { after: _, ...filters } = search
  const to = { to: '/reconciliation/$reconciliationId', params: { reconciliationId } } as const
  return (
    <Box sx={{ display: 'flex', gap: 3, mt: 3 }}>
      {search.after !== undefined && (
        <ButtonLink {...to} search={filters}>
          {words.first}
        </ButtonLink>
      )}
      {last && (
        <ButtonLink {...to} search={{ ...filters, after: last.number }}>
          {words.next}
        </ButtonLink>
      )}
    </Box>
  )
}
