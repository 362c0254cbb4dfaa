import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { SearchHit } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import { type Problem, problemOfResponse } from '../api/problem.ts'
import { Fact, FactList, IdFact } from '../parts/FactList.tsx'
import { ButtonLink, linkLook, TextLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { recordTitle } from '../syncs/sentence.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { pageColumns } from '../ui/detail-columns.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { JsonTree } from '../ui/JsonTree.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { eventTitle } from '../webhooks/sentence.ts'

const words = strings.refusal

type Refusal = Extract<SearchHit, { kind: 'refusal' }>

export type RefusalState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly hits: readonly SearchHit[] }

export interface RefusalViewProps {
  readonly errorId: string
  /** The end of the id of whoever looks. */
  readonly ownIdEnd: string
  readonly state: RefusalState
}

/** One refusal: what happened and what to do, then who was told it, when, and in answer to what. */
export function RefusalView({ errorId, ownIdEnd, state }: RefusalViewProps) {
  const back = <ButtonLink to="/">{words.back}</ButtonLink>
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading} sx={{ p: { xs: 4, md: 6 }, display: 'grid', gap: 4 }}>
          <Typography variant="h1" sx={visuallyHidden}>
            {words.title}
          </Typography>
          <Skeleton height={28} width="40%" />
          <Skeleton height={160} />
        </Box>
      </Delayed>
    )
  if (state.kind === 'error')
    return (
      <ProblemNotice
        level="h1"
        title={words.failed}
        problem={state.problem}
        onRetry={state.onRetry}
        action={back}
      />
    )
  const refusal = state.hits.find((hit): hit is Refusal => hit.kind === 'refusal')
  if (!refusal)
    return (
      <Notice level="h1" mark={<Icon name="search" size={24} />} title={words.missing} action={back}>
        {words.missingText}
        <Box component="code" sx={{ display: 'block', mt: 2, overflowWrap: 'anywhere' }}>
          {errorId}
        </Box>
      </Notice>
    )
  return <Told refusal={refusal} ownIdEnd={ownIdEnd} hits={state.hits} />
}

function Told({
  refusal,
  ownIdEnd,
  hits,
}: {
  refusal: Refusal
  ownIdEnd: string
  hits: readonly SearchHit[]
}) {
  // In the language of the page, as when it was told.
  const { sentence, remedy } = problemOfResponse(0, refusal)
  return (
    <>
      <Box
        sx={{
          px: { xs: 4, md: 6 },
          pt: { xs: 4, md: 5 },
          pb: 4,
          borderBottom: 1,
          borderColor: 'line.border',
        }}
      >
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {sentence}
        </Typography>
        <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
          {operationName(refusal.operation)}, <Time at={refusal.at} />.
        </Typography>
      </Box>
      <Box sx={{ ...pageColumns, alignItems: 'start' }}>
        <Box sx={{ display: 'grid', gap: 6, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Section title={words.todo}>
            <Typography>{remedy}</Typography>
          </Section>
          <About hits={hits} />
          {Object.keys(refusal.details).length > 0 && (
            <Section title={words.told}>
              <Box sx={{ border: 1, borderColor: 'line.border', borderRadius: '8px', p: 3 }}>
                <JsonTree label={words.detailsLabel} value={refusal.details} entries={words.entries} />
              </Box>
            </Section>
          )}
        </Box>
        <Facts refusal={refusal} ownIdEnd={ownIdEnd} />
      </Box>
    </>
  )
}

function Facts({ refusal, ownIdEnd }: { refusal: Refusal; ownIdEnd: string }) {
  const { kind, idEnd } = refusal.caller
  const { callers } = words
  return (
    <Section title={words.facts}>
      <FactList>
        <Fact name={words.asked}>
          <Box component="code">{refusal.operation}</Box>
        </Fact>
        <Fact name={words.when}>
          <Time at={refusal.at} exact />
        </Fact>
        <Fact name={words.caller}>
          {kind === 'person' && idEnd === ownIdEnd ? callers.self : callers[kind](idEnd)}
        </Fact>
        <Fact name={words.code}>{refusal.code}</Fact>
        <IdFact name={words.errorId} id={refusal.errorId} />
        <IdFact name={words.correlation} id={refusal.correlationId} />
      </FactList>
    </Section>
  )
}

/** Commands by their names, everything else as programs call it. */
const operationName = (operation: string) => strings.settings.actions[operation] ?? operation

/** The things that a refused command was about. */
function About({ hits }: { hits: readonly SearchHit[] }): ReactNode {
  const links = hits.flatMap((hit) => {
    switch (hit.kind) {
      case 'sync':
        return [
          <TextLink
            key={hit.row.syncId}
            to="/syncs/$syncId"
            params={{ syncId: hit.row.syncId }}
            sx={linkLook}
          >
            {recordTitle(hit.row)}
          </TextLink>,
        ]
      case 'webhook': {
        const { deliveryId } = hit.row
        return [
          <TextLink key={deliveryId} to="/webhooks/$deliveryId" params={{ deliveryId }} sx={linkLook}>
            {eventTitle(hit.row)}
          </TextLink>,
        ]
      }
      case 'connection': {
        const { connectionId, name } = hit
        return [
          <TextLink
            key={connectionId}
            to="/connections/$connectionId"
            params={{ connectionId }}
            sx={linkLook}
          >
            {name}
          </TextLink>,
        ]
      }
      default:
        return []
    }
  })
  if (links.length === 0) return null
  return (
    <Section title={words.about}>
      <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>{links}</Box>
    </Section>
  )
}
