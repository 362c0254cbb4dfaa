import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import MenuList from '@mui/material/MenuList'
import { entities } from '@syncline/domain/connection'
import { syncFaces } from '@syncline/domain/sync'
import type { ConnectionView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { firstPage, type SyncsSearch, windows } from './search.ts'

const words = strings.syncs.filters

export interface FilterOptionsProps {
  readonly search: SyncsSearch
  readonly connections: readonly ConnectionView[]
  /** Called with the whole address; `done` says that nothing more is chosen here. */
  readonly onChange: (next: SyncsSearch, done: boolean) => void
  readonly autoFocus?: boolean
}

/** The new address with some filters changed; undefined takes one off. */
export function changed(search: SyncsSearch, change: SyncsSearch): SyncsSearch {
  return firstPage({ ...search, ...change })
}

interface OptionProps {
  readonly chosen: boolean
  readonly role?: 'menuitemradio' | 'menuitemcheckbox'
  readonly onChoose: () => void
  readonly children: ReactNode
}

function Option({ chosen, role = 'menuitemradio', onChoose, children, ...rest }: OptionProps) {
  return (
    <MenuItem {...rest} role={role} aria-checked={chosen} onClick={onChoose} sx={{ pr: 4 }}>
      <Box component="span" sx={{ width: 16, flex: 'none', color: 'accent.main' }}>
        {chosen && <Icon name="check" />}
      </Box>
      <Box component="span" sx={oneLine}>
        {children}
      </Box>
    </MenuItem>
  )
}

/** Any number of states; choosing one leaves the list open. */
export function StatusOptions({ search, onChange, autoFocus = false }: FilterOptionsProps) {
  const chosen = new Set(search.status)
  return (
    <MenuList aria-label={words.status} autoFocusItem={autoFocus} sx={{ p: 1 }}>
      {syncFaces.map((face) => (
        <Option
          key={face}
          role="menuitemcheckbox"
          chosen={chosen.has(face)}
          onChoose={() => {
            const next = syncFaces.filter((each) => (each === face ? !chosen.has(face) : chosen.has(each)))
            onChange(changed(search, { status: next.length === 0 ? undefined : next }), false)
          }}
        >
          <SyncStatus face={face} plain />
        </Option>
      ))}
    </MenuList>
  )
}

export function ConnectionOptions({ search, connections, onChange, autoFocus = false }: FilterOptionsProps) {
  return (
    <MenuList aria-label={words.connection} autoFocusItem={autoFocus} sx={{ p: 1, maxWidth: 360 }}>
      <Option
        chosen={search.connection === undefined}
        onChoose={() => onChange(changed(search, { connection: undefined }), true)}
      >
        {words.any}
      </Option>
      {connections.map(({ connectionId, name }) => (
        <Option
          key={connectionId}
          chosen={search.connection === connectionId}
          onChoose={() => onChange(changed(search, { connection: connectionId }), true)}
        >
          {name}
        </Option>
      ))}
    </MenuList>
  )
}

export function EntityOptions({ search, onChange, autoFocus = false }: FilterOptionsProps) {
  return (
    <MenuList aria-label={words.entity} autoFocusItem={autoFocus} sx={{ p: 1 }}>
      <Option
        chosen={search.entity === undefined}
        onChoose={() => onChange(changed(search, { entity: undefined }), true)}
      >
        {words.any}
      </Option>
      {entities.map((entity) => (
        <Option
          key={entity}
          chosen={search.entity === entity}
          onChoose={() => onChange(changed(search, { entity }), true)}
        >
          {strings.syncs.entityPlural[entity]}
        </Option>
      ))}
    </MenuList>
  )
}

const anyTime = { time: undefined, from: undefined, to: undefined }

export function TimeOptions({ search, onChange, autoFocus = false }: FilterOptionsProps) {
  const custom = search.from !== undefined || search.to !== undefined
  return (
    <MenuList aria-label={words.time} autoFocusItem={autoFocus} sx={{ p: 1 }}>
      <Option
        chosen={search.time === undefined && !custom}
        onChoose={() => onChange(changed(search, anyTime), true)}
      >
        {words.any}
      </Option>
      {windows.map((window) => (
        <Option
          key={window}
          chosen={search.time === window}
          onChoose={() => onChange(changed(search, { ...anyTime, time: window }), true)}
        >
          {words[window]}
        </Option>
      ))}
    </MenuList>
  )
}
