import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SessionView } from '../api/session-view.ts'
import type { ListData } from '../list/props.ts'
import { nothing } from '../list/selection.ts'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as samples from './samples.ts'

/** A page in its shell, as it is for a person; `cutOff`: the live connection is down. */
export function Framed({
  session = samples.operator,
  cutOff = false,
  children,
}: {
  session?: SessionView
  cutOff?: boolean
  children: ReactNode
}) {
  return (
    <SessionContext value={session}>
      <ShellView
        live={{ state: cutOff ? 'down' : 'live', updatedAtMs: samples.nowMs - (cutOff ? 128_000 : 3_000) }}
        onSignOut={noop}
      >
        {children}
      </ShellView>
    </SessionContext>
  )
}

/** A list at rest: nothing new, nothing ticked, nothing under way. */
export const atRest = {
  newer: null,
  held: null,
  selection: nothing,
  onSelect: noop,
  onSelection: noop,
  onShowNewer: noop,
  onOpen: noop,
  onBulk: noop,
  bulk: null,
  chosenColumns: undefined,
  onColumns: noop,
  onSearch: noop,
} satisfies Partial<ListData<never>> & Record<string, unknown>
