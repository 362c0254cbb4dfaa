import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { RefusedWebhook } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { CardsSkeleton } from '../list/CardsSkeleton.tsx'
import { card, cardLine } from '../list/card.ts'
import { listTable } from '../list/table.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Notice } from '../ui/Notice.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { useWide } from '../ui/useWide.ts'

const words = strings.webhooks.refusedList
const table = {
  ...listTable,
  '& tbody tr': { cursor: 'default' },
  '& th:first-of-type': { width: '48%' },
  '& td': { ...listTable['& td'], ...oneLine },
} as const

export type RefusedState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly refused: readonly RefusedWebhook[] }

const whyOf = ({ reason }: RefusedWebhook) => words.reasons[reason] ?? reason
const sizeOf = ({ sizeBytes }: RefusedWebhook) => strings.webhooks.bytes(sizeBytes)

/** Webhooks that were turned away at the door: when and why, nothing of what they said. */
export function RefusedList({ state }: { state: RefusedState }) {
  const wide = useWide()
  if (state.kind === 'error')
    return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={150}>
        <CardsSkeleton rows={4} />
      </Delayed>
    )
  const { refused } = state
  if (refused.length === 0)
    return (
      <Notice mark={<StatusShape kind="synced" size={24} />} title={words.empty}>
        {words.emptyText}
      </Notice>
    )
  return (
    <>
      <Typography
        variant="caption"
        component="p"
        sx={{ px: { xs: 4, md: 6 }, py: 2, color: 'ink.quiet', maxWidth: 720 }}
      >
        {words.note}
      </Typography>
      {wide ? <Table refused={refused} /> : <Cards refused={refused} />}
    </>
  )
}

function Table({ refused }: { refused: readonly RefusedWebhook[] }) {
  return (
    <Box component="table" sx={table}>
      <Box component="caption" sx={visuallyHidden}>
        {words.caption}
      </Box>
      <colgroup>
        <col />
        <Box component="col" sx={{ width: '28%' }} />
        <Box component="col" sx={{ width: 112 }} />
        <Box component="col" sx={{ width: 132 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{words.why}</th>
          <th scope="col">{strings.webhooks.columns.connection}</th>
          <th scope="col" className="end">
            {words.size}
          </th>
          <th scope="col" className="end">
            {words.refused}
          </th>
        </tr>
      </thead>
      <tbody>
        {refused.map((one, index) => (
          <tr key={`${one.refusedAt} ${index}`}>
            <td title={whyOf(one)}>{whyOf(one)}</td>
            <td title={one.connectionName}>{one.connectionName}</td>
            <td className="end">{sizeOf(one)}</td>
            <td className="end">
              <Time at={one.refusedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  )
}

function Cards({ refused }: { refused: readonly RefusedWebhook[] }) {
  return (
    <Box component="ul" aria-label={words.caption}>
      {refused.map((one, index) => (
        <Box component="li" key={`${one.refusedAt} ${index}`} sx={card}>
          <Box sx={cardLine}>
            <Box component="span" sx={{ fontWeight: 500, ...oneLine }}>
              {whyOf(one)}
            </Box>
            <Box component="span" sx={{ typography: 'caption', color: 'ink.quiet', flex: 'none' }}>
              <Time at={one.refusedAt} />
            </Box>
          </Box>
          <Box sx={{ ...cardLine, typography: 'caption', color: 'ink.quiet' }}>
            <span>{one.connectionName}</span>
            <span>{sizeOf(one)}</span>
          </Box>
        </Box>
      ))}
    </Box>
  )
}
