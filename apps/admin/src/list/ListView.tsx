import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useRef, useState } from 'react'
import { ButtonLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { useWide } from '../ui/useWide.ts'
import { CardsSkeleton } from './CardsSkeleton.tsx'
import { ColumnMenu } from './ColumnMenu.tsx'
import { shownColumns } from './columns.ts'
import { FilterBar } from './FilterBar.tsx'
import { ListFoot, rangeText } from './ListFoot.tsx'
import { ListRows } from './ListRows.tsx'
import { TableSkeleton } from './ListTable.tsx'
import { Matching, matchText } from './Matching.tsx'
import { PhoneFilters } from './PhoneFilters.tsx'
import { Printed } from './Printed.tsx'
import type { ListViewProps } from './props.ts'
import { SelectButton } from './SelectButton.tsx'
import type { SelectionBar as Bar } from './SelectionBar.tsx'
import { ShowNewer } from './ShowNewer.tsx'
import { Strip } from './Strip.tsx'
import { isEmpty, nothing } from './selection.ts'
import { Tabs } from './Tabs.tsx'

/** Where a venue is one of the filters, it goes with them. */
const everywhere = { venue: undefined }

/** The bar of the phone is as high as this. */
const abovePhoneBar = 'calc(57px + max(4px, env(safe-area-inset-bottom)))'

/** Most who look at a list tick nothing. */
const SelectionBar = lazy(async () => ({
  default: (await import('./SelectionBar.tsx')).SelectionBar,
})) as unknown as typeof Bar

/** A list of anything, whatever face it has to show. */
export function ListView<Row>(props: ListViewProps<Row>) {
  const { to, words, state, filters, tabs, matching, filterCount, selection } = props
  const wide = useWide()
  const firstFilter = useRef<HTMLButtonElement>(null)
  const [selecting, setSelecting] = useState(false)
  useKeys({ '/': () => firstFilter.current?.focus() })
  const rows = props.instead === undefined
  const announce = rows && (
    <ShowNewer
      newer={props.newer}
      label={strings.list.newer}
      announced={words.newerAnnounced}
      onShow={props.onShowNewer}
    />
  )
  const hasRows = rows && state.kind === 'ready' && state.list.rows.length > 0
  const found = hasRows && <Matching matching={matching} />
  const body = props.instead ?? <Body {...props} selecting={selecting || !isEmpty(selection)} />
  if (!wide)
    return (
      <>
        <PageTitle>{words.title}</PageTitle>
        <PhoneFilters
          filters={filters}
          tabs={{ to, all: tabs }}
          matching={matchText(matching)}
          onClear={props.onClear}
        >
          {props.views}
        </PhoneFilters>
        <Box sx={{ px: 4 }}>
          <Printed filters={filters} />
        </Box>
        {(rows || props.actions !== undefined) && (
          <Strip>
            {/* Side by side they would break the line, and move the rows. */}
            {!props.newer?.count && found}
            {announce}
            <Box sx={{ ml: 'auto', display: 'flex' }}>
              {props.actions}
              {hasRows && props.choices.length > 0 && (
                <SelectButton
                  selecting={selecting}
                  onSelecting={setSelecting}
                  onNothing={() => props.onSelection(nothing)}
                />
              )}
            </Box>
          </Strip>
        )}
        {props.bulk}
        {body}
        <Box sx={{ position: 'sticky', bottom: abovePhoneBar, zIndex: 2 }}>
          {rows && <Selected {...props} />}
        </Box>
        {hasRows && <Foot {...props} />}
      </>
    )
  return (
    <>
      <Box sx={{ px: 6, pt: 5 }}>
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', minHeight: 32 }}>
          <Typography variant="h1" sx={{ flex: 1 }}>
            {words.title}
          </Typography>
          {props.actions}
        </Box>
        {words.lead !== undefined && (
          <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
            {words.lead}
          </Typography>
        )}
        <Box sx={{ mt: 2 }}>
          <Tabs to={to} label={words.tabs} tabs={tabs}>
            {props.views}
          </Tabs>
        </Box>
        <Printed filters={filters} />
        <Box sx={{ display: 'flex', gap: 2, py: 3, alignItems: 'start' }}>
          <FilterBar filters={filters} firstRef={firstFilter}>
            {filterCount > 0 && (
              <ButtonLink
                variant="text"
                to={to}
                search={props.filters.some(({ key }) => key === 'venue') ? everywhere : {}}
              >
                {strings.list.filters.clearAll}
              </ButtonLink>
            )}
          </FilterBar>
          <Box
            sx={{
              ml: 'auto',
              display: 'flex',
              gap: 2,
              alignItems: 'center',
              minHeight: 32,
              whiteSpace: 'nowrap',
            }}
          >
            {found}
            {/* Its place is kept, so that the filters stay in their lines when it comes. */}
            <Box sx={{ minWidth: '8.25rem', textAlign: 'right', '@media print': { display: 'none' } }}>
              {announce}
            </Box>
            {rows && (
              <ColumnMenu columns={props.columns} chosen={props.chosenColumns} onChoose={props.onColumns} />
            )}
          </Box>
        </Box>
      </Box>
      {props.bulk}
      {rows && !isEmpty(selection) && (
        <Box sx={{ position: 'sticky', top: 48, zIndex: 3, mx: 6, mb: 2 }}>
          <Selected {...props} />
        </Box>
      )}
      {body}
      {hasRows && <Foot {...props} />}
    </>
  )
}

/** The bar of the selection, while there is one. */
function Selected<Row>(props: ListViewProps<Row>) {
  const { selection, state, onSelection, onBulk } = props
  if (isEmpty(selection) || state.kind !== 'ready') return null
  const { rows, position } = state.list
  return (
    <Suspense>
      <SelectionBar
        selection={selection}
        choices={props.choices}
        idOf={props.kind.idOf}
        rows={rows}
        matching={props.matching}
        filtered={props.filterCount > 0 && props.allMatching !== false}
        onAll={() => onSelection({ kind: 'matching', upto: position })}
        onClear={() => onSelection(nothing)}
        onAsk={(action, count) => onBulk(action, selection, count)}
      />
    </Suspense>
  )
}

function Foot<Row>({ to, state, matching, positionOf, page, hints, held }: ListViewProps<Row>) {
  const wide = useWide()
  if (state.kind !== 'ready') return null
  const { rows, hasNewer, hasOlder } = state.list
  const [first, last] = [rows[0], rows.at(-1)]
  return (
    <ListFoot
      to={to}
      range={rangeText(rows.length, matching, hasNewer || hasOlder)}
      held={held}
      newer={hasNewer && first !== undefined ? page({ newer: positionOf(first) }) : null}
      older={hasOlder && last !== undefined ? page({ older: positionOf(last) }) : null}
      {...(wide && { hints })}
    />
  )
}

function Body<Row>(props: ListViewProps<Row> & { selecting: boolean }) {
  const { state, words, kind } = props
  const wide = useWide()
  const columns = shownColumns(props.columns, props.chosenColumns)
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading}>
            {wide ? (
              <TableSkeleton caption={kind.caption} columns={columns} ticked={props.choices.length > 0} />
            ) : (
              <CardsSkeleton />
            )}
          </Box>
        </Delayed>
      )
    case 'error':
      return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
    case 'ready':
      if (state.list.rows.length === 0) return props.empty
      return (
        <ListRows
          kind={kind}
          columns={columns}
          rows={state.list.rows}
          busy={state.busy}
          behind={state.list.behind ? words.behind : null}
          selection={props.choices.length > 0 ? props.selection : null}
          selecting={props.selecting}
          onSelect={props.onSelect}
          onOpen={props.onOpen}
        />
      )
  }
}
