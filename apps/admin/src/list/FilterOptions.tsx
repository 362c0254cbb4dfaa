import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import MenuList from '@mui/material/MenuList'
import type { ConnectionView } from '@syncline/domain/view'
import { lazy, type ReactNode, Suspense } from 'react'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { type TimeSearch, windows } from './search.ts'

const words = strings.list.filters

const LazyRange = lazy(async () => ({ default: (await import('./TimeRange.tsx')).TimeRange }))

/** Fields come with the choices, not with the page. */
export function OwnTimeRange(props: { search: TimeSearch; onChoose: (next: Required<TimeSearch>) => void }) {
  return (
    <Suspense fallback={null}>
      <LazyRange {...props} />
    </Suspense>
  )
}

interface OptionProps {
  readonly chosen: boolean
  readonly role?: 'menuitemradio' | 'menuitemcheckbox'
  readonly onChoose: () => void
  readonly children: ReactNode
}

export function Option({ chosen, role = 'menuitemradio', onChoose, children, ...rest }: OptionProps) {
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

/** Any number of some; choosing one leaves the list open. */
export function SeveralOptions<Value extends string>({
  label,
  all,
  chosen,
  autoFocus,
  title,
  onChoose,
}: {
  label: string
  all: readonly Value[]
  chosen: readonly Value[] | undefined
  autoFocus: boolean
  title: (value: Value) => ReactNode
  /** In the order of `all`; undefined when none is chosen. */
  onChoose: (next: Value[] | undefined) => void
}) {
  const now = new Set(chosen)
  return (
    <MenuList aria-label={label} autoFocusItem={autoFocus} sx={{ p: 1 }}>
      {all.map((value) => (
        <Option
          key={value}
          role="menuitemcheckbox"
          chosen={now.has(value)}
          onChoose={() => {
            const next = all.filter((each) => (each === value ? !now.has(value) : now.has(each)))
            onChoose(next.length === 0 ? undefined : next)
          }}
        >
          {title(value)}
        </Option>
      ))}
    </MenuList>
  )
}

/** One of some, or any. */
export function OneOption<Value extends string>({
  label,
  any = words.any,
  all,
  chosen,
  autoFocus,
  title,
  onChoose,
}: {
  label: string
  /** What no choice is called. */
  any?: string
  all: readonly Value[]
  chosen: Value | undefined
  autoFocus: boolean
  title: (value: Value) => ReactNode
  onChoose: (next: Value | undefined) => void
}) {
  return (
    <MenuList aria-label={label} autoFocusItem={autoFocus} sx={{ p: 1, maxWidth: 360 }}>
      <Option chosen={chosen === undefined} onChoose={() => onChoose(undefined)}>
        {any}
      </Option>
      {all.map((value) => (
        <Option key={value} chosen={chosen === value} onChoose={() => onChoose(value)}>
          {title(value)}
        </Option>
      ))}
    </MenuList>
  )
}

export function ConnectionOptions({
  connections,
  ...rest
}: {
  connections: readonly ConnectionView[]
  chosen: string | undefined
  autoFocus: boolean
  onChoose: (next: string | undefined) => void
}) {
  const names = new Map(connections.map(({ connectionId, name }) => [connectionId, name]))
  return (
    <OneOption
      {...rest}
      label={words.connection}
      all={[...names.keys()]}
      title={(connectionId) => names.get(connectionId)}
    />
  )
}

const anyTime = { time: undefined, from: undefined, to: undefined } as const

/** A window that moves with the clock, or a beginning and an end of one's own. */
export function TimeOptions({
  search,
  autoFocus,
  onChoose,
}: {
  search: TimeSearch
  autoFocus: boolean
  onChoose: (next: Required<TimeSearch>) => void
}) {
  const custom = search.from !== undefined || search.to !== undefined
  return (
    <>
      <MenuList aria-label={words.time} autoFocusItem={autoFocus} sx={{ p: 1 }}>
        <Option chosen={search.time === undefined && !custom} onChoose={() => onChoose(anyTime)}>
          {words.any}
        </Option>
        {windows.map((window) => (
          <Option
            key={window}
            chosen={search.time === window}
            onChoose={() => onChoose({ ...anyTime, time: window })}
          >
            {words[window]}
          </Option>
        ))}
      </MenuList>
      <OwnTimeRange search={search} onChoose={onChoose} />
    </>
  )
}
