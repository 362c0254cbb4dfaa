import type { BulkView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { LiveState } from '../api/live.tsx'

export interface ShellProps {
  readonly live: { readonly state: LiveState; readonly updatedAtMs: number }
  /** Whether this device has a network. */
  readonly online?: boolean
  /** Commands on many that this person began. */
  readonly work?: readonly BulkView[]
  readonly onWork?: (bulk: BulkView) => void
  /** Reads everything on screen again. */
  readonly onRetry?: () => void
  readonly onSignOut: () => void
  readonly children: ReactNode
}
