import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { discrepancyCan, discrepancyKinds, discrepancyStates } from '@syncline/domain/reconciliation'
import type { DiscrepancyList, DiscrepancyRow } from '@syncline/domain/view'
import { useNavigate } from '@tanstack/react-router'
import { ExportLink } from '../list/ExportLink.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { PartFace, type PartState } from '../parts/PartFace.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
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

const anything = 'all'

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
  return (
    <Box
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, mb: 3, '& > *': { flex: '1 1 160px', maxWidth: 260 } }}
    >
      <Choice
        label={words.kind}
        value={search.kind ?? anything}
        options={[
          { value: anything, label: words.all },
          ...discrepancyKinds.map((kind) => ({
            value: kind,
            label: `${words.kinds[kind]} (${counts[kind].toLocaleString(strings.locale)})`,
          })),
        ]}
        onChange={(kind) =>
          change({ ...(search.state && { state: search.state }), ...(kind !== anything && { kind }) })
        }
      />
      <Choice
        label={words.state}
        value={search.state ?? anything}
        options={[
          { value: anything, label: words.all },
          ...discrepancyStates.map((state) => ({
            value: state,
            label: `${words.states[state]} (${states[state].toLocaleString(strings.locale)})`,
          })),
        ]}
        onChange={(state) =>
          change({ ...(search.kind && { kind: search.kind }), ...(state !== anything && { state }) })
        }
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
