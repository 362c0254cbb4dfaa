import Box from '@mui/material/Box'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncDetail } from '@syncline/domain/view'
import { Fragment, type ReactNode } from 'react'
import { cutMiddle } from '../parts/cut.ts'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { actorName, targetTitle } from '../syncs/sentence.ts'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { Status } from '../ui/Status.tsx'
import { effectOf } from './certainty.ts'

const words = strings.sync.chain

interface Link {
  readonly key: string
  readonly over: string
  readonly title: string
  readonly below: ReactNode
  readonly look?: 'here' | 'bad' | 'open'
}

const looks = {
  plain: { borderColor: 'line.border' },
  here: { borderColor: 'accent.main', backgroundColor: 'accent.wash' },
  bad: { borderColor: 'status.failed.main', borderStyle: 'dashed' },
  open: { borderColor: 'status.unknown.main', borderStyle: 'dashed' },
} as const

function cause({ webhook, timeline, row }: SyncDetail): Link {
  if (webhook !== null)
    return {
      key: 'cause',
      over: `${words.webhook} · ${providerTitles[webhook.provider]}`,
      title: webhook.eventType || words.webhook,
      below: <Status kind="synced" label={words.signature} />,
    }
  const asked = timeline.find((entry) => entry.type === 'SyncRequested')
  return {
    key: 'cause',
    over: words.asked,
    title: words.by(asked === undefined ? strings.syncs.someone : actorName(asked.by)),
    below: <Time at={row.requestedAt} exact />,
  }
}

function outcome(detail: SyncDetail): Link {
  const over = words.effect(targetTitle(detail.row))
  const { effect } = detail
  switch (effectOf(detail)) {
    case 'written':
      return {
        key: 'effect',
        over,
        title: effect === null ? '' : cutMiddle(effect.externalId, 22),
        below: <Status kind="synced" label={words.kinds[effect?.kind ?? ''] ?? effect?.kind ?? ''} />,
      }
    case 'maybe':
      return { key: 'effect', over, title: words.unknown, below: words.unknownText, look: 'open' }
    case 'running':
      return { key: 'effect', over, title: words.notYet, below: strings.syncs.happened.syncing }
    case 'nothing':
      return detail.row.status === 'failed'
        ? { key: 'effect', over, title: words.none, below: words.noneCertain, look: 'bad' }
        : { key: 'effect', over, title: words.notYet, below: words.noneCertain }
  }
}

/** From the cause to the effect, in three steps. */
export function Chain({ detail }: { detail: SyncDetail }) {
  const { row } = detail
  const links: readonly Link[] = [
    cause(detail),
    {
      key: 'sync',
      over: words.thisSync,
      title: strings.syncs.to(targetTitle(row)),
      below: <SyncStatus face={row.face} plain />,
      look: 'here',
    },
    outcome(detail),
  ]
  return (
    <Section title={words.title}>
      <Box
        component="ol"
        sx={{ display: 'flex', alignItems: 'stretch', flexDirection: { xs: 'column', sm: 'row' }, gap: 1 }}
      >
        {links.map((link, index) => (
          <Fragment key={link.key}>
            {index > 0 && (
              <Box
                component="li"
                aria-hidden
                sx={{
                  alignSelf: 'center',
                  color: 'ink.quiet',
                  transform: { xs: 'rotate(90deg)', sm: 'none' },
                }}
              >
                <Icon name="chevronRight" />
              </Box>
            )}
            <Box
              component="li"
              sx={{
                flex: '1 1 0',
                minWidth: 0,
                px: 3,
                py: 2,
                border: 1,
                borderRadius: '8px',
                ...looks[link.look ?? 'plain'],
              }}
            >
              <Box sx={{ typography: 'caption', color: 'ink.quiet' }}>{link.over}</Box>
              <Box title={link.title} sx={{ fontWeight: 500, ...oneLine }}>
                {link.title}
              </Box>
              <Box sx={{ typography: 'caption', color: 'ink.soft', minHeight: 18 }}>{link.below}</Box>
            </Box>
          </Fragment>
        ))}
      </Box>
    </Section>
  )
}
