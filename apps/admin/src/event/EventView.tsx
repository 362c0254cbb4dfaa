import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { EventCauses, EventDetail, EventRow } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import type { EventsSearch } from '../events/search.ts'
import { CopyButton } from '../parts/CopyButton.tsx'
import { ButtonLink, backLook, TextLink } from '../parts/links.tsx'
import { Missing } from '../parts/Missing.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { pageColumns } from '../ui/detail-columns.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { JsonTree } from '../ui/JsonTree.tsx'
import { Section } from '../ui/Section.tsx'
import { Causes } from './Causes.tsx'
import { Facts, SubjectLink } from './Facts.tsx'

const words = strings.event

export type EventState<Data> =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly data: Data }

export interface EventViewProps {
  readonly state: EventState<EventDetail>
  readonly causes: EventState<EventCauses>
  readonly listSearch: EventsSearch
}

export const eventTitle = ({ type, position }: EventRow) => words.title(type, strings.list.count(position))

/** One event, whatever face it has to show. */
export function EventView({ state, causes, listSearch }: EventViewProps) {
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading} sx={{ p: { xs: 4, md: 6 }, display: 'grid', gap: 4 }}>
            <Typography variant="h1" sx={visuallyHidden}>
              {words.loadingTitle}
            </Typography>
            <Skeleton height={28} width="40%" />
            <Skeleton height={160} />
            <Skeleton height={220} />
          </Box>
        </Delayed>
      )
    case 'error': {
      const back = <ButtonLink to="/events">{words.back}</ButtonLink>
      if (state.problem.code === 'RECORD_NOT_FOUND') return <Missing title={words.missing} action={back} />
      return (
        <ProblemNotice
          level="h1"
          title={words.failed}
          problem={state.problem}
          onRetry={state.onRetry}
          action={back}
        />
      )
    }
    case 'ready':
      return (
        <>
          <Header detail={state.data} listSearch={listSearch} />
          <Box sx={{ ...pageColumns, alignItems: 'start' }}>
            <Box sx={{ display: 'grid', gap: 6, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <Data data={state.data.data} />
              <Led causes={causes} here={state.data.row.position} />
            </Box>
            <Facts detail={state.data} />
          </Box>
        </>
      )
  }
}

function Header({ detail: { row }, listSearch }: { detail: EventDetail; listSearch: EventsSearch }) {
  return (
    <Box
      sx={{ px: { xs: 4, md: 6 }, pt: { xs: 1, md: 5 }, pb: 4, borderBottom: 1, borderColor: 'line.border' }}
    >
      <Box component="nav" aria-label={words.breadcrumb} sx={{ mb: '6px', typography: 'caption' }}>
        <TextLink to="/events" search={listSearch} sx={backLook}>
          <Icon name="arrowLeft" size={14} />
          {strings.events.title}
        </TextLink>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'flex-start' }}>
        <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {row.type}
          </Typography>
          <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
            {strings.told(row.sentence)} <Time at={row.recordedAt} />.
          </Typography>
        </Box>
        <SubjectLink subject={row.subject} />
      </Box>
    </Box>
  )
}

function Data({ data }: { data: EventDetail['data'] }) {
  const some = Object.keys(data).length > 0
  return (
    <Section
      title={words.data.title}
      end={
        some && (
          <Box
            sx={{ display: 'flex', gap: 2, alignItems: 'center', typography: 'caption', color: 'ink.quiet' }}
          >
            {words.data.masked}
            <CopyButton text={JSON.stringify(data, null, 2)} name={words.data.copy} />
          </Box>
        )
      }
    >
      {some ? (
        <Box sx={{ border: 1, borderColor: 'line.border', borderRadius: '8px', p: 3 }}>
          <JsonTree label={words.data.label} value={data} entries={words.data.entries} />
        </Box>
      ) : (
        <Typography sx={{ color: 'ink.quiet' }}>{words.data.none}</Typography>
      )}
    </Section>
  )
}

/** What led to what; the event itself shows also when this can't be read. */
function Led({ causes, here }: { causes: EventState<EventCauses>; here: number }): ReactNode {
  if (causes.kind === 'loading') return <Skeleton height={160} />
  if (causes.kind === 'ready') return <Causes causes={causes.data} here={here} />
  return (
    <Section title={words.causes.title}>
      <Box role="alert" sx={{ display: 'flex', gap: 3, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography sx={{ color: 'status.failed.main' }}>{words.causes.failed}</Typography>
        <Button size="small" onClick={causes.onRetry}>
          {strings.shell.tryAgain}
        </Button>
      </Box>
    </Section>
  )
}
