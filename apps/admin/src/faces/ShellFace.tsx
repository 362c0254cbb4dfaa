import { noop } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { foundEntry, type Openers } from '../palette/found.ts'
import { PaletteView, type PaletteViewProps } from '../palette/PaletteView.tsx'
import { SessionContext } from '../session/session.tsx'
import HelpView from '../shell/HelpView.tsx'
import { NotFound } from '../shell/NotFound.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import { UnknownVenue } from '../venue/UnknownVenue.tsx'
import { venueMenuId } from '../venue/VenueMenu.tsx'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as webhooks from './webhook-samples.ts'

type Face = (typeof faces)['shell'][number]

const open: Openers = {
  sync: noop,
  webhook: noop,
  connection: noop,
  bulk: noop,
  event: noop,
  subject: noop,
  error: noop,
}
const hits = [
  foundEntry({ kind: 'sync', by: 'source', row: samples.rows[0] as (typeof samples.rows)[number] }, open),
  foundEntry({ kind: 'sync', by: 'external', row: samples.rows[1] as (typeof samples.rows)[number] }, open),
  foundEntry(
    { kind: 'webhook', by: 'correlation', row: webhooks.rows[0] as (typeof webhooks.rows)[number] },
    open,
  ),
]
const { pages, commands } = strings.palette
const everything: PaletteViewProps['entries'] = [
  { key: 'syncs', group: pages, icon: 'syncs', label: strings.shell.pages.syncs, run: noop },
  { key: 'webhooks', group: pages, icon: 'webhook', label: strings.shell.pages.webhooks, run: noop },
  { key: 'dark', group: commands, icon: 'moon', label: strings.palette.dark, run: noop },
  { key: 'keys', group: commands, icon: 'keyboard', label: strings.palette.keys, run: noop },
]

const palette = (change: Partial<PaletteViewProps>): ReactNode => (
  <PaletteView text="" entries={[]} lookup="idle" onText={noop} onClose={noop} {...change} />
)

const over: Partial<Record<Face, () => ReactNode>> = {
  search: () => palette({ entries: everything }),
  found: () => palette({ text: 'cus_QX403zR8mVb', entries: hits }),
  'not-found': () => palette({ text: 'cus_QX403zR8mVc' }),
  'search-failed': () => palette({ text: 'cus_QX403zR8mVc', lookup: 'failed' }),
  venues: () => <Opened />,
  'many-venues': () => <Opened />,
  help: () => <HelpView path="/syncs" onClose={noop} />,
}

const quarters = [
  'Lekki',
  'Ikeja',
  'Yaba',
  'Surulere',
  'Apapa',
  'Victoria Island, on the corner of the long street',
]
const many = ['Ember Café', 'Ember Grill'].flatMap((house) =>
  quarters.map((quarter) => `${house}, ${quarter}`),
)
const atVenues: Partial<Record<Face, Omit<Parameters<typeof AtVenue>[0], 'children'>>> = {
  venues: { chosen: sampleVenue },
  'many-venues': { all: many },
  'unknown-venue': { chosen: 'Ember Café, Lekky' },
  'venue-not-here': { chosen: sampleVenue, here: false },
}

/** What lies over any page, and what the frame says of itself. */
export function ShellFace({ face }: { face: Face }) {
  const frame = (
    <SessionContext value={face === 'organizations' ? samples.ofTwo : samples.operator}>
      <ShellView
        live={{ state: face === 'offline' ? 'down' : 'live', updatedAtMs: samples.nowMs - 3_000 }}
        online={face !== 'offline'}
        work={face === 'work' ? [samples.runningBulk, samples.completedBulk] : []}
        onSignOut={noop}
      >
        {face === 'unknown-venue' ? <UnknownVenue /> : <NotFound />}
      </ShellView>
      {over[face]?.()}
    </SessionContext>
  )
  const venue = atVenues[face]
  return venue ? <AtVenue {...venue}>{frame}</AtVenue> : frame
}

/** The menu of venues, as if it had been pressed. */
function Opened() {
  useEffect(() => document.getElementById(venueMenuId)?.click(), [])
  return null
}
