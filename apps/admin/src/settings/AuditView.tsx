import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { AuditList, AuditRow } from '@syncline/domain/view'
import { type ReactNode, useRef } from 'react'
import type { Problem } from '../api/problem.ts'
import { FilterBar } from '../list/FilterBar.tsx'
import { PhoneFilters } from '../list/PhoneFilters.tsx'
import { Printed } from '../list/Printed.tsx'
import { Tabs } from '../list/Tabs.tsx'
import { cutMiddle } from '../parts/cut.ts'
import { Id } from '../parts/Id.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import { useMay, useSession } from '../session/session.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useClock } from '../time/clock.tsx'
import { useMoment } from '../time/useMoment.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Status } from '../ui/Status.tsx'
import { useWide } from '../ui/useWide.ts'
import { Alike, refusalText } from './AuditAlike.tsx'
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
  readonly onSearch: (search: AuditSearch) => void
}

/** Who did what, when, from where; what it was before, and what was asked for. */
export function AuditView({ search, state, views, onSearch }: AuditViewProps) {
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
  useKeys({ f: () => firstFilter.current?.focus() })
  const asked = { ...auditFilterOf(search, clock.now()), organization: organization.id }
  const file = (format: 'csv' | 'json') => `/api/v1/audit.${format}?${new URLSearchParams(asked)}`
  const files = (['csv', 'json'] as const).map((format) => (
    <Button key={format} component="a" href={file(format)} download>
      {words[format]}
    </Button>
  ))
  const filters = auditFilters(search, moment, onSearch)
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
            </Box>
          </>
        ) : (
          <Box sx={{ mx: -4 }}>
            <PhoneFilters
              to="/settings/audit"
              filters={filters}
              tabs={[]}
              matching={null}
              onClear={() => onSearch({})}
            >
              {views}
              {files}
            </PhoneFilters>
          </Box>
        )}
        <Printed filters={filters} />
      </Box>
      <Entries search={search} state={state} onSearch={onSearch} />
    </>
  )
}

function Entries({ search, state, onSearch }: Omit<AuditViewProps, 'views'>) {
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
        component="ul"
        aria-label={words.caption}
        sx={{ borderTop: { md: 1 }, borderColor: { md: 'line.border' } }}
      >
        {rows.map((row) => (
          <Entry key={row.entryId} row={row} />
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

const line = {
  display: 'grid',
  gap: '2px 16px',
  gridTemplateColumns: { xs: '1fr', md: '120px 1fr 1.2fr 1.2fr 20px' },
  alignItems: 'center',
  py: '9px',
  cursor: 'pointer',
  listStyle: 'none',
  overflowWrap: 'anywhere',
  '&::-webkit-details-marker': { display: 'none' },
} as const

function Entry({ row }: { row: AuditRow }) {
  const { at, by, action, target, outcome, address } = row
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'line.border', minWidth: 0 }}>
      <Box component="details" sx={{ '&[open] summary svg': { transform: 'rotate(180deg)' } }}>
        <Box component="summary" sx={line}>
          <Box component="span" sx={{ color: 'ink.soft' }}>
            <Time at={at} />
          </Box>
          <span>{by.name ?? (by.actor.startsWith('key:') ? words.key : by.actor)}</span>
          <Box component="span" sx={{ fontWeight: 500 }}>
            {strings.settings.actions[action] ?? action}{' '}
            {target !== null && (
              <Box
                component="span"
                title={target}
                sx={{ typography: 'mono', fontWeight: 400, color: 'ink.quiet' }}
              >
                {cutMiddle(target)}
              </Box>
            )}
          </Box>
          <span>
            {outcome === 'done' ? (
              <Status kind="synced" label={words.done} />
            ) : (
              <Status kind="failed" plain label={refusalText(row)} />
            )}
          </span>
          <Box component="span" sx={{ display: { xs: 'none', md: 'block' }, color: 'ink.quiet' }}>
            <Icon name="chevronDown" />
          </Box>
        </Box>
        <Box sx={{ pl: { md: '136px' }, pb: 3 }}>
          <Alike row={row} />
        </Box>
        <Box component="dl" sx={{ display: 'grid', gap: 3, pb: 4, pl: { md: '136px' }, minWidth: 0 }}>
          <Fact name={words.actor}>
            <Id id={by.actor} name={words.actor} length={48} />
          </Fact>
          <Fact name={words.action}>
            <Id id={action} name={words.action} length={48} />
          </Fact>
          {target !== null && (
            <Fact name={words.target}>
              <Id id={target} name={words.target} length={48} />
            </Fact>
          )}
          {address !== null && <Fact name={words.where}>{address}</Fact>}
          {row.userAgent !== null && <Fact name={words.browser}>{row.userAgent}</Fact>}
          {row.correlationId !== null && (
            <Fact name={words.correlation}>
              <Id id={row.correlationId} name={words.correlation} length={48} />
            </Fact>
          )}
          {row.before !== null && <Json name={words.before} value={row.before} />}
          {row.after !== null && <Json name={words.after} value={row.after} />}
        </Box>
      </Box>
    </Box>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="dt" variant="caption" sx={{ color: 'ink.quiet' }}>
        {name}
      </Typography>
      <Box component="dd" sx={{ overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </Box>
  )
}

function Json({ name, value }: { name: string; value: unknown }) {
  return (
    <Fact name={name}>
      <Box
        component="pre"
        sx={{
          typography: 'mono',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          maxHeight: 320,
          overflow: 'auto',
        }}
        tabIndex={0}
      >
        {JSON.stringify(value, null, 2)}
      </Box>
    </Fact>
  )
}
