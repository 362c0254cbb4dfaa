import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { TryView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import { cutMiddle } from '../parts/cut.ts'
import * as strings from '../strings/index.ts'
import { Code } from '../ui/Code.tsx'
import { pretty, statusLine } from './answer.ts'

const words = strings.sync.tries

/** What went out beside what came back, both masked. */
export function Exchange({ each, provider }: { each: TryView; provider: string }) {
  const { attempt } = each
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
        gap: 3,
      }}
    >
      <Pane title={words.sent} end={words.masked} note={words.key(cutMiddle(each.idempotencyKey, 26))}>
        {attempt === null ? (
          words.noRequest
        ) : (
          <Code label={words.sent} over={`${attempt.request.method} ${attempt.request.path}`}>
            {pretty(attempt.request.body)}
          </Code>
        )}
      </Pane>
      <Answer each={each} provider={provider} />
    </Box>
  )
}

function Answer({ each, provider }: { each: TryView; provider: string }) {
  const response = each.attempt?.response ?? null
  const title = words.said(provider)
  if (response === null) return <Pane title={title}>{each.detail ?? words.noResponse(provider)}</Pane>
  const good = response.status < 400
  return (
    <Pane
      title={title}
      end={
        <Box
          component="span"
          sx={{ fontWeight: 500, color: good ? 'status.synced.main' : 'status.failed.main' }}
        >
          {statusLine(response.status)}
        </Box>
      }
      {...(response.providerRequestId !== null && { note: words.requestId(response.providerRequestId) })}
    >
      {response.body === '' ? words.noBody : <Code label={title}>{pretty(response.body)}</Code>}
    </Pane>
  )
}

function Pane({
  title,
  end,
  note,
  children,
}: {
  title: string
  end?: ReactNode
  note?: string
  children: ReactNode
}) {
  return (
    <Box
      sx={{
        minWidth: 0,
        px: '14px',
        py: '10px',
        border: 1,
        borderColor: 'line.border',
        borderRadius: '8px',
        backgroundColor: 'fill.canvas',
        color: 'ink.soft',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: '0 12px',
          alignItems: 'baseline',
          justifyContent: 'space-between',
          mb: 1,
        }}
      >
        <Typography variant="h3" sx={{ color: 'ink.strong' }}>
          {title}
        </Typography>
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {end}
        </Typography>
      </Box>
      {children}
      {note !== undefined && (
        <Typography
          variant="caption"
          component="p"
          sx={{ mt: 2, color: 'ink.quiet', overflowWrap: 'anywhere' }}
        >
          {note}
        </Typography>
      )}
    </Box>
  )
}
