import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { SyncDetail } from '@syncline/domain/view'
import { Fragment, useCallback } from 'react'
import * as strings from '../strings/index.ts'
import { useClock, useTicking } from '../time/clock.tsx'
import { dayMs } from '../time/day.ts'
import { clockTimeSeconds, countdown, dateTime } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import { Section } from '../ui/Section.tsx'
import { story } from './story.ts'

const words = strings.sync.happened

/** When it goes next, to the second; null when no try is set. */
export function useNextTry(detail: SyncDetail): string | null {
  const { status, nextRetryAt } = detail.row
  const words = useTicking(
    useCallback(
      (nowMs: number) => {
        if (status !== 'pending' || nextRetryAt === null) return ''
        const atMs = Date.parse(nextRetryAt)
        return atMs <= nowMs ? 'now' : countdown(atMs, nowMs)
      },
      [status, nextRetryAt],
    ),
  )
  return words === '' ? null : words
}

/** What happened, told in a paragraph. */
export function StorySection({ detail }: { detail: SyncDetail }) {
  const clock = useClock()
  const { timeZone } = useZone()
  const next = useNextTry(detail)
  const at = (iso: string) => {
    const atMs = Date.parse(iso)
    const nowMs = clock.now()
    return nowMs - atMs < dayMs
      ? strings.time.at(clockTimeSeconds(atMs, timeZone))
      : strings.time.on(dateTime(atMs, nowMs, timeZone))
  }
  return (
    <Section title={words.title}>
      <Typography variant="story" component="p" sx={{ maxWidth: '74ch', overflowWrap: 'anywhere' }}>
        {story(detail, at).map((piece, index) => (
          <Fragment key={index}>
            {piece.strong ? (
              <Box component="strong" sx={{ fontWeight: 600 }}>
                {piece.text}
              </Box>
            ) : (
              piece.text
            )}
          </Fragment>
        ))}
        {next !== null && ` ${next === 'now' ? words.goesNow : words.goes(next)}`}
      </Typography>
    </Section>
  )
}
