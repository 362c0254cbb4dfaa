import Box from '@mui/material/Box'
import MenuList from '@mui/material/MenuList'
import Typography from '@mui/material/Typography'
import { useRef, useState } from 'react'
import { Option } from '../list/FilterOptions.tsx'
import { rank } from '../palette/entries.ts'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.shell.venue
/** More than these are searched rather than read. */
const readAtOnce = 7

/** All venues, or one of them; where they are many, a field finds them. */
export function VenueOptions({
  all,
  chosen,
  note,
  onChoose,
}: {
  all: readonly string[]
  chosen: string | undefined
  /** What the choice has nothing to do with. */
  note: string | null
  onChoose: (venue: string | undefined) => void
}) {
  const [text, setText] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const many = all.length > readAtOnce
  const found = all.filter((venue) => rank({ label: venue }, text) !== null)
  const asked = text.trim() !== ''
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', width: 288, maxWidth: '100%', maxHeight: '60dvh' }}>
      {many && (
        <Box
          component="form"
          sx={{ p: 3, pb: 1 }}
          onSubmit={(event) => {
            event.preventDefault()
            if (asked && found[0] !== undefined) onChoose(found[0])
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            list.current?.querySelector<HTMLElement>('[role="menuitemradio"]')?.focus()
          }}
        >
          <Field label={words.find} value={text} onChange={setText} maxLength={120} autoFocus />
        </Box>
      )}
      <MenuList ref={list} aria-label={words.label} autoFocusItem={!many} sx={{ p: 1, overflowY: 'auto' }}>
        {!asked && (
          <Option chosen={chosen === undefined} onChoose={() => onChoose(undefined)}>
            {words.all}
          </Option>
        )}
        {found.map((venue) => (
          <Option key={venue} chosen={venue === chosen} onChoose={() => onChoose(venue)}>
            {venue}
          </Option>
        ))}
      </MenuList>
      {(found.length === 0 || note !== null) && (
        <Typography variant="caption" component="p" sx={{ px: 3, pb: 3, color: 'ink.quiet' }}>
          {found.length === 0 ? words.notFound(text.trim()) : note}
        </Typography>
      )}
    </Box>
  )
}
