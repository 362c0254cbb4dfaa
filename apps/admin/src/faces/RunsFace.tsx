import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CancelDialog } from '../runs/CancelDialog.tsx'
import { RunsView, type RunsViewProps } from '../runs/RunsView.tsx'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import { Framed } from './Framed.tsx'
import type { faces } from './list.ts'
import { broken, slow } from './own-samples.tsx'
import { listing, noRuns, rows } from './run-samples.ts'
import * as samples from './samples.ts'

const list = (change: Partial<RunsViewProps> = {}): ReactNode => (
  <RunsView search={{}} connections={samples.connections} listing={listing} onSearch={noop} {...change} />
)
const [newest] = rows

const views: Record<(typeof faces)['runs'][number], () => ReactNode> = {
  success: () => list(),
  empty: () => list({ listing: noRuns }),
  filtered: () => list({ listing: noRuns, search: { status: 'failed' } }),
  venue: () => list({ search: { venue: sampleVenue } }),
  loading: () => list({ listing: { ...noRuns, state: slow } }),
  error: () => list({ listing: { ...noRuns, state: broken } }),
  auditor: () => list(),
  cancel: () => (
    <>
      {list()}
      {newest && <CancelDialog row={newest} onSubmit={noop} onClose={noop} />}
    </>
  ),
}

export function RunsFace({ face }: { face: keyof typeof views }) {
  const framed = (
    <Framed session={face === 'auditor' ? samples.auditor : samples.operator}>{views[face]()}</Framed>
  )
  return face === 'venue' ? <AtVenue chosen={sampleVenue}>{framed}</AtVenue> : framed
}
