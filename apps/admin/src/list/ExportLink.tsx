import Button from '@mui/material/Button'
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
}: {
  list: ExportedList
  /** A list without filters leaves it out. */
  filter?: () => object
  /** One list of several on its page: the key is not for it. */
  isPart?: boolean
  /** Where it is not plain from its place what is taken. */
  label?: string
}) {
  const { organization } = useSession()
  const link = useRef<HTMLAnchorElement>(null)
  useKeys(isPart ? {} : { e: () => link.current?.click() })
  const address = () =>
    `/api/export/${list}.csv?${new URLSearchParams({ organization: organization.id, filter: JSON.stringify(filter?.() ?? {}) }).toString()}`
  const wide = useWide()
  return (
    wide && (
      <Tooltip
        title={filter && !isPart ? words.exportHint(words.count(mostExported)) : words.exportAll}
        describeChild
      >
        <Button
          component="a"
          variant={isPart ? 'text' : 'outlined'}
          ref={link}
          href={address()}
          download
          startIcon={<Icon name="download" />}
          // A moving window is measured from the press, not from when the page was drawn.
          onClick={() => link.current?.setAttribute('href', address())}
        >
          {label}
        </Button>
      </Tooltip>
    )
  )
}
