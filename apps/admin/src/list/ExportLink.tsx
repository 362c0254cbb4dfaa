import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { type ExportedList, mostExported } from '@syncline/domain/view'
import { useRef } from 'react'
import { useSession } from '../session/session.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWide } from '../ui/useWide.ts'

const words = strings.list

/** Everything that matches, as a file; the browser writes it down while the server still reads. */
export function ExportLink({
  list,
  filter,
  isPart = false,
  label = words.export,
  worded = false,
}: {
  list: ExportedList
  /** A list without filters leaves it out. */
  filter?: () => object
  /** One list of several on its page: the key is not for it. */
  isPart?: boolean
  /** Where it is not plain from its place what is taken. */
  label?: string
  /** With its words on the phone too, where no mark beside it tells what is taken. */
  worded?: boolean
}) {
  const { organization } = useSession()
  const link = useRef<HTMLAnchorElement>(null)
  useKeys(isPart ? {} : { e: () => link.current?.click() })
  const address = () =>
    `/api/export/${list}.csv?${new URLSearchParams({ organization: organization.id, filter: JSON.stringify(filter?.() ?? {}) }).toString()}`
  const wide = useWide()
  const to = {
    component: 'a',
    ref: link,
    href: address(),
    download: true,
    // A moving window is measured from the press, not from when the page was drawn.
    onClick: () => link.current?.setAttribute('href', address()),
  } as const
  if (!wide && !worded)
    return (
      <IconButton {...to} aria-label={label} sx={{ width: 44, height: 44 }}>
        <Icon name="download" />
      </IconButton>
    )
  return (
    <Tooltip
      title={filter && !isPart ? words.exportHint(words.count(mostExported)) : words.exportAll}
      describeChild
    >
      <Button {...to} variant={isPart ? 'text' : 'outlined'} startIcon={<Icon name="download" />}>
        {label}
      </Button>
    </Tooltip>
  )
}
