import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { AuditList, AuditRow } from '@syncline/domain/view'
import { type ReactNode, useRef } from 'react'
import type { Problem } from '../api/problem.ts'
import { ColumnMenu } from '../list/ColumnMenu.tsx'
import { type Column, shownColumns } from '../list/columns.ts'
import { FilterBar } from '../list/FilterBar.tsx'
import { PhoneFilters } from '../list/PhoneFilters.tsx'
import { Printed } from '../list/Printed.tsx'
import { type Newer, ShowNewer } from '../list/ShowNewer.tsx'
import { Strip } from '../list/Strip.tsx'
import { Tabs } from '../list/Tabs.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useMay, useSession } from '../session/session.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useClock } from '../time/clock.tsx'
import { useMoment } from '../time/useMoment.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWide } from '../ui/useWide.ts'
import { AuditEntry } from './AuditEntry.tsx'
import { auditColumns, auditGrid } from './auditColumns.tsx'
import { auditFilters } from './auditFilters.tsx'
import { type AuditSearch, auditFilterOf, countFilters, firstPage } from './search.ts'

const words = strings.settings.audit

export type AuditState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly list: AuditList }

export interface AuditViewProps {
  readonly search: AuditSearch
  readonly state: AuditState
  /** Saved views, after that of everything. */
  readonly views?: ReactNode
  /** What has come in above the first entry on screen. */
  readonly newer: Newer | null
  readonly chosenColumns: string | undefined
  readonly onSearch: (search: AuditSearch) => void
  readonly onColumns: (chosen: string | undefined) => void
  readonly onShowNewer: () => void
}

/** Who did what, when, from where; what it was before, and what was asked for. */
export function AuditView(props: AuditViewProps) {
  const { search, state, views, newer, chosenColumns, onSearch, onColumns, onShowNewer } = props
  const { organization } = useSession()
  if (!useMay('audit.read'))
    return (
      <Notice mark={<Icon name="eye" size={24} />} title={words.closed}>
        {words.closedText(organization.name)}
      </Notice>
    )
  const wide = useWide()
  const moment = useMoment()
  const clock = useClock()
  const firstFilter = useRef<HTMLButtonElement>(null)
  const csv = useRef<HTMLAnchorElement>(null)
  useKeys({ '/': () => firstFilter.current?.focus(), e: () => csv.current?.click() })
  const asked = { ...auditFilterOf(search, clock.now()), organization: organization.id }
  const file = (format: 'csv' | 'json') => `/api/v1/audit.${format}?${new URLSearchParams(asked)}`
  const files = (['csv', 'json'] as const).map((format) => (
    <Button key={format} component="a" href={file(format)} download {...(format === 'csv' && { ref: csv })}>
      {words[format]}
    </Button>
  ))
  const filters = auditFilters(search, moment, onSearch)
  const announce = (
    <ShowNewer
      newer={newer}
      label={strings.list.newer}
      announced={words.newerAnnounced}
      onShow={onShowNewer}
    />
  )
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'center' }}>
        <Typography sx={{ flex: '1 1 320px', color: 'ink.soft' }}>{words.text}</Typography>
        {wide && files}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        {wide ? (
          <>
            <Tabs
              to="/settings/audit"
              label={words.tabs}
              tabs={[
                {
                  key: 'all',
                  label: words.all,
                  count: null,
                  current: countFilters(search) === 0,
                  search: {},
                },
              ]}
            >
              {views}
            </Tabs>
            <Box sx={{ display: 'flex', gap: 2, pt: 3, alignItems: 'center', flexWrap: 'wrap' }}>
              <FilterBar filters={filters} firstRef={firstFilter} />
              {countFilters(search) > 0 && (
                <ButtonLink variant="text" to="/settings/audit">
                  {words.clear}
                </ButtonLink>
              )}
              <Box sx={{ ml: 'auto', display: 'flex', gap: 2, alignItems: 'center' }}>
                {announce}
                <ColumnMenu columns={auditColumns} chosen={chosenColumns} onChoose={onColumns} />
              </Box>
            </Box>
          </>
        ) : (
          <Box sx={{ mx: -4 }}>
            <PhoneFilters filters={filters} matching={null} onClear={() => onSearch({})}>
              {views}
              {files}
            </PhoneFilters>
            <Strip>{announce}</Strip>
          </Box>
        )}
        <Printed filters={filters} />
      </Box>
      <Entries
        search={search}
        state={state}
        columns={shownColumns(auditColumns, wide ? chosenColumns : undefined)}
        onSearch={onSearch}
      />
    </>
  )
}

function Entries({
  search,
  state,
  columns,
  onSearch,
}: Pick<AuditViewProps, 'search' | 'state' | 'onSearch'> & { columns: readonly Column<AuditRow>[] }) {
  if (state.kind === 'error')
    return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 2 }}>
          {[1, 2, 3, 4, 5, 6].map((each) => (
            <Skeleton key={each} variant="rounded" height={36} />
          ))}
        </Box>
      </Delayed>
    )
  const { rows, nextCursor } = state.list
  const filtered = countFilters(search) > 0
  if (rows.length === 0)
    return (
      <Notice
        mark={<Icon name="search" size={24} />}
        title={filtered ? words.filteredEmpty : words.empty}
        action={filtered && <Button onClick={() => onSearch({})}>{words.clear}</Button>}
      >
        {filtered ? words.filteredEmptyText : words.emptyText}
      </Notice>
    )
  const first = firstPage(search)
  return (
    <div>
      <Box
        aria-hidden
        sx={{
          display: { xs: 'none', md: 'grid' },
          gridTemplateColumns: auditGrid(columns),
          columnGap: 4,
          pb: 2,
          typography: 'caption',
          color: 'ink.quiet',
        }}
      >
        {columns.map(({ key, name }) => (
          <span key={key}>{name}</span>
        ))}
      </Box>
      <Box
        component="ul"
        aria-label={words.caption}
        sx={{ borderTop: { md: 1 }, borderColor: { md: 'line.border' } }}
      >
        {rows.map((row) => (
          <AuditEntry key={row.entryId} row={row} columns={columns} />
        ))}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 2, pt: 3 }}>
        {search.older !== undefined && (
          <ButtonLink to="/settings/audit" search={first as never}>
            {words.newest}
          </ButtonLink>
        )}
        {nextCursor !== null && (
          <ButtonLink to="/settings/audit" search={{ ...first, older: nextCursor } as never}>
            {words.older}
          </ButtonLink>
        )}
      </Box>
    </div>
  )
}
