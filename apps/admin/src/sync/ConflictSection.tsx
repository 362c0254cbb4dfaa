import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import { explain } from '@syncline/domain/error'
import type { ConflictView, SyncRow } from '@syncline/domain/view'
import { type ReactNode, useId } from 'react'
import type { Problem } from '../api/problem.ts'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { refusal } from '../syncs/can.ts'
import type { OnAsk } from '../syncs/RowParts.tsx'
import { targetTitle } from '../syncs/sentence.ts'
import { Code } from '../ui/Code.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'

const words = strings.sync.conflict

export type ConflictState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly conflict: ConflictView }

/** Both versions side by side, and the two ways on. Neither is the one that is meant: that is what is asked. */
export function ConflictSection({ row, state, onAsk }: { row: SyncRow; state: ConflictState; onAsk: OnAsk }) {
  const session = useSession()
  const target = targetTitle(row)
  return (
    <Section title={words.title}>
      <Box sx={{ display: 'grid', gap: 3 }}>
        <Typography sx={{ color: 'ink.soft' }}>{words.text(target)}</Typography>
        {state.kind === 'loading' && (
          <Box role="status" aria-label={words.loading(target)}>
            <Skeleton variant="rounded" height={120} />
          </Box>
        )}
        {state.kind === 'error' && (
          <Box role="alert">
            {state.problem.sentence} {state.problem.remedy}{' '}
            <Button variant="text" onClick={state.onRetry}>
              {strings.shell.tryAgain}
            </Button>
          </Box>
        )}
        {state.kind === 'ready' && <Both conflict={state.conflict} row={row} />}
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          {(['ours', 'theirs'] as const).map((action) => (
            <GuardedButton
              key={action}
              refusal={refusal(action, row, session)}
              onClick={() => onAsk(action, row)}
            >
              {words[action]}
            </GuardedButton>
          ))}
        </Box>
      </Box>
    </Section>
  )
}

function Both({ conflict, row }: { conflict: ConflictView; row: SyncRow }) {
  const target = targetTitle(row)
  const source = providerTitles[row.source.system]
  const { ours, theirs, theirsChangedAt, unread } = conflict
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <Side title={words.oursTitle(source)}>
        {ours === null ? words.oursGone : <Code label={words.asJson(words.oursTitle(source))}>{ours}</Code>}
      </Side>
      <Side
        title={words.theirsTitle(target)}
        end={
          theirsChangedAt !== null && (
            <>
              {words.changed} <Time at={theirsChangedAt} />
            </>
          )
        }
      >
        {theirs === null ? (
          unread === null ? (
            words.theirsGone(target)
          ) : (
            explain(unread, target).sentence
          )
        ) : (
          <Code label={words.asJson(words.theirsTitle(target))}>{theirs}</Code>
        )}
      </Side>
    </Box>
  )
}

function Side({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{ minWidth: 0, border: 1, borderColor: 'line.border', borderRadius: '8px', p: 3 }}
    >
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, mb: 2 }}>
        <Typography id={id} variant="h3">
          {title}
        </Typography>
        <Typography component="span" variant="caption" sx={{ color: 'ink.quiet' }}>
          {end}
        </Typography>
      </Box>
      {children}
    </Box>
  )
}
