import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Entity } from '@syncline/domain/connection'
import type { RunKind, RunStatus } from '@syncline/domain/run'
import type { ConnectionView } from '@syncline/domain/view'
import { linkLook, TextLink } from '../parts/links.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import { useMay, useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'
import { RunsList, type RunsListing } from './RunsListing.tsx'
import { StartDialog } from './StartDialog.tsx'

const words = strings.runs

export interface RunsSectionProps {
  readonly connection: Pick<ConnectionView, 'connectionId' | 'name' | 'provider' | 'disabledBecause'>
  /** What can be pulled and flows on; null while that is not known. */
  readonly entities: readonly Entity[] | null
  readonly status: RunStatus | null
  readonly listing: RunsListing
  readonly starting: boolean
  readonly start: {
    readonly busy: boolean
    readonly refused: Refusal | null
    readonly onSubmit: (asked: { readonly kind: RunKind; readonly entities: Entity[] }) => void
  }
  readonly onStart: (open: boolean) => void
  readonly onStatus: (status: RunStatus | null) => void
}

/** A connection's runs: starting one, how far they have come, what they came to. Nothing is shown where nothing can be pulled. */
export function RunsSection(props: RunsSectionProps) {
  const { connection, entities, status, listing, starting, start, onStart, onStatus } = props
  const { organization } = useSession()
  const may = useMay('run.manage')
  const { connectionId, disabledBecause } = connection
  if (entities?.length === 0 && listing.state.kind === 'ready' && listing.state.rows.length === 0) return null
  const refusal = may
    ? disabledBecause !== null
      ? words.hold.switch_off()
      : entities?.length === 0
        ? words.noFlows
        : null
    : words.mayNot(organization.name)
  return (
    <Section
      title={words.title}
      end={
        <GuardedButton refusal={refusal} onClick={() => entities && onStart(true)}>
          {words.start.open}
        </GuardedButton>
      }
    >
      <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
        <Typography sx={{ color: 'ink.soft', maxWidth: 640 }}>{words.lead}</Typography>
        <RunsList
          listing={listing}
          status={status}
          named={false}
          empty={
            <Typography sx={{ color: 'ink.soft' }}>
              {status === null ? words.emptyHere : words.filteredEmpty}
            </Typography>
          }
          onStatus={onStatus}
        />
        <TextLink to="/runs" search={{ connection: connectionId }} sx={{ ...linkLook, justifySelf: 'start' }}>
          {words.all_runs}
        </TextLink>
      </Box>
      {starting && entities !== null && (
        <StartDialog connection={connection} entities={entities} {...start} onClose={() => onStart(false)} />
      )}
    </Section>
  )
}
