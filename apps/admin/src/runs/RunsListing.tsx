import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { type RunStatus, runStatuses } from '@syncline/domain/run'
import { countCap, type RunList, type RunRow } from '@syncline/domain/view'
import { type ReactNode, useState } from 'react'
import { capped } from '../list/capped.ts'
import { PartFace, type PartState } from '../parts/PartFace.tsx'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useMay, useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Segments } from '../ui/Segments.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { RunItem } from './RunItem.tsx'

const words = strings.runs

export interface RunsListing {
  readonly state: PartState<Pick<RunList, 'rows' | 'counts'>>
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
  /** A command is on its way. */
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onOlder: () => void
  readonly onPause: (runId: string) => void
  readonly onResume: (runId: string) => void
  readonly onCancel: (runId: string, reason: string) => void
}

export interface RunsListProps {
  readonly listing: RunsListing
  /** Those of one status; null for all. */
  readonly status: RunStatus | null
  /** Where runs of several connections stand together. */
  readonly named: boolean
  /** In place of no rows. */
  readonly empty: ReactNode
  readonly onStatus: (status: RunStatus | null) => void
}

/** Runs, newest first, by status, with what is done about each. */
export function RunsList({ listing, status, named, empty, onStatus }: RunsListProps) {
  const { state, hasOlder, loadingOlder, busy, refused } = listing
  const [cancelling, setCancelling] = useState<RunRow | null>(null)
  const { organization } = useSession()
  const mayNot = useMay('run.manage') ? null : words.mayNot(organization.name)
  return (
    <>
      {refused !== null && <Refused {...refused} />}
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[36, 72, 72, 72]}>
        {({ rows, counts }) => (
          <>
            {(rows.length > 0 || status !== null) && (
              <Box sx={{ overflowX: 'auto' }}>
                <Segments
                  label={words.byStatus}
                  value={status ?? 'all'}
                  options={[
                    { value: 'all', label: words.all },
                    ...runStatuses.map((each) => ({
                      value: each,
                      label: words.counted(words.status[each], capped(counts[each], countCap)),
                    })),
                  ]}
                  onChange={(value) => onStatus(value === 'all' ? null : value)}
                />
              </Box>
            )}
            {rows.length === 0 ? (
              empty
            ) : (
              <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
                {rows.map((row) => (
                  <RunItem
                    key={row.runId}
                    row={row}
                    named={named}
                    mayNot={mayNot}
                    onPause={() => !busy && listing.onPause(row.runId)}
                    onResume={() => !busy && listing.onResume(row.runId)}
                    onCancel={() => setCancelling(row)}
                  />
                ))}
              </Box>
            )}
            {hasOlder && (
              <div>
                <Button onClick={() => !loadingOlder && listing.onOlder()}>
                  {loadingOlder ? words.loadingOlder : words.older}
                </Button>
              </div>
            )}
          </>
        )}
      </PartFace>
      {cancelling !== null && (
        <CancelDialog
          row={cancelling}
          onSubmit={(reason) => {
            listing.onCancel(cancelling.runId, reason)
            setCancelling(null)
          }}
          onClose={() => setCancelling(null)}
        />
      )}
    </>
  )
}
