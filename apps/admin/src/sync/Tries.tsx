import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import type { Theme } from '@mui/material/styles'
import Typography from '@mui/material/Typography'
import useMediaQuery from '@mui/material/useMediaQuery'
import type { SyncDetail, TryView } from '@syncline/domain/view'
import { Fragment } from 'react'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { targetTitle } from '../syncs/sentence.ts'
import { duration } from '../time/format.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { Status } from '../ui/Status.tsx'
import { answerText } from './answer.ts'
import { Exchange } from './Exchange.tsx'

const words = strings.sync.tries
const hasRoom = (theme: Theme) => theme.breakpoints.up('sm')

const table = {
  width: '100%',
  borderCollapse: 'collapse',
  tableLayout: 'fixed',
  '& th': {
    typography: 'caption',
    fontWeight: 500,
    textAlign: 'left',
    color: 'ink.quiet',
    height: 34,
    pr: 3,
    borderBottom: 1,
    borderColor: 'line.border',
    whiteSpace: 'nowrap',
  },
  '& td': { height: 40, pr: 3, borderBottom: 1, borderColor: 'line.grid' },
  '& .end': { textAlign: 'right' },
  '& tr.open > td': { backgroundColor: 'fill.selected' },
  '& tr.try': { cursor: 'pointer' },
  '& tr.try:hover > td': { backgroundColor: 'fill.hover' },
} as const

/** The try that is open unless the address says otherwise: the last that failed. */
export function openTry({ row, tries }: SyncDetail, asked: number | undefined): number {
  if (asked !== undefined) return asked
  const last = tries.at(-1)
  return last !== undefined && last.outcome === 'failed' && row.status !== 'synced' ? last.number : 0
}

interface Props {
  readonly detail: SyncDetail
  /** Number of the open try, 0 for none. */
  readonly open: number
  readonly onOpen: (number: number) => void
}

export function Tries({ detail, open, onOpen }: Props) {
  const { tries, row } = detail
  const roomy = useMediaQuery(hasRoom, { noSsr: true })
  return (
    <Section title={words.title}>
      {tries.length === 0 ? (
        <Typography sx={{ color: 'ink.quiet' }}>
          {row.status === 'skipped' || row.status === 'cancelled' ? words.noneAtAll : words.none}
        </Typography>
      ) : (
        <Box component="table" sx={table}>
          <Columns roomy={roomy} />
          <Head roomy={roomy} />
          <tbody>
            {tries.map((each, index) => (
              <TryRows
                key={each.number}
                each={each}
                last={index === tries.length - 1 && row.status !== 'pending'}
                provider={targetTitle(row)}
                open={each.number === open}
                roomy={roomy}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </Box>
      )}
    </Section>
  )
}

/** The columns that have room; on a phone the answer and the times are one press away. */
function Columns({ roomy }: { roomy: boolean }) {
  return (
    <colgroup>
      <Box component="col" sx={{ width: '2.25rem' }} />
      <Box component="col" sx={{ width: roomy ? '10.5rem' : 'auto' }} />
      {roomy && (
        <>
          <col />
          <Box component="col" sx={{ width: '18%' }} />
          <Box component="col" sx={{ width: '5.25rem' }} />
        </>
      )}
      <Box component="col" sx={{ width: '4.5rem' }} />
      <Box component="col" sx={{ width: { xs: '2.75rem', md: '2rem' } }} />
    </colgroup>
  )
}

function Head({ roomy }: { roomy: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span aria-hidden>#</span>
          <Box component="span" sx={visuallyHidden}>
            {words.number}
          </Box>
        </th>
        <th scope="col">{words.outcome}</th>
        {roomy && (
          <>
            <th scope="col">{words.answer}</th>
            <th scope="col">{words.worker}</th>
            <th scope="col" className="end">
              {words.started}
            </th>
          </>
        )}
        <th scope="col" className="end">
          {words.took}
        </th>
        <th scope="col">
          <Box component="span" sx={visuallyHidden}>
            {words.exchange}
          </Box>
        </th>
      </tr>
    </thead>
  )
}

/** How a try ended: the one that ended it all is told from those that were followed by another. */
function Outcome({ each, last }: { each: TryView; last: boolean }) {
  if (each.outcome === 'running') return <Status kind="syncing" label={words.running} />
  if (each.outcome === 'done') return <Status kind="synced" label={words.done} />
  if (each.certainty === 'unknown') return <Status kind="unknown" label={strings.syncs.faces.unknown} plain />
  return last ? (
    <Status kind="failed" label={words.stopped} plain />
  ) : (
    <Status kind="waiting" label={words.again} />
  )
}

function TryRows({
  each,
  last,
  provider,
  open,
  roomy,
  onOpen,
}: {
  each: TryView
  last: boolean
  provider: string
  open: boolean
  roomy: boolean
  onOpen: (number: number) => void
}) {
  const toggle = () => onOpen(open ? 0 : each.number)
  return (
    <Fragment>
      <tr className={open ? 'try open' : 'try'} onClick={toggle}>
        <td>{each.number}</td>
        <td>
          <Outcome each={each} last={last} />
        </td>
        {roomy && (
          <>
            <Box component="td" title={answerText(each)} sx={{ color: 'ink.soft', ...oneLine }}>
              {answerText(each)}
            </Box>
            <Box
              component="td"
              title={each.worker}
              sx={{ '&&': oneLine, typography: 'mono', color: 'ink.quiet' }}
            >
              {each.worker}
            </Box>
            <Box component="td" className="end" sx={{ color: 'ink.soft' }}>
              <Time at={each.startedAt} exact />
            </Box>
          </>
        )}
        <Box component="td" className="end" sx={{ color: 'ink.soft', whiteSpace: 'nowrap' }}>
          {each.attempt === null ? '' : duration(each.attempt.durationMs)}
        </Box>
        <Box component="td" sx={{ '&&': { pr: 0 } }}>
          <IconButton
            size="small"
            aria-expanded={open}
            aria-label={open ? words.hide(each.number) : words.show(each.number)}
            onClick={(event) => {
              event.stopPropagation()
              toggle()
            }}
          >
            <Icon name={open ? 'chevronUp' : 'chevronDown'} />
          </IconButton>
        </Box>
      </tr>
      {open && (
        <tr>
          <Box component="td" colSpan={roomy ? 7 : 4} sx={{ '&&': { py: 3, pr: 0, borderBottom: 0 } }}>
            <Exchange each={each} provider={provider} />
          </Box>
        </tr>
      )}
    </Fragment>
  )
}
