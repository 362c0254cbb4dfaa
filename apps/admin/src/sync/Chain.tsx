import { providerTitles } from '@syncline/domain/connection'
import type { SyncDetail } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import { type ChainStep, ChainSteps } from '../parts/ChainSteps.tsx'
import { cutMiddle } from '../parts/cut.ts'
import { linkLook, TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { targetTitle } from '../syncs/sentence.ts'
import { Section } from '../ui/Section.tsx'
import { Status } from '../ui/Status.tsx'
import { effectOf } from './certainty.ts'

const words = strings.sync.chain

function cause({ webhook, timeline, row }: SyncDetail): ChainStep {
  if (webhook !== null)
    return {
      key: 'cause',
      over: `${words.webhook} · ${providerTitles[webhook.provider]}`,
      title: (
        <TextLink to="/webhooks/$deliveryId" params={{ deliveryId: webhook.deliveryId }} sx={linkLook}>
          {webhook.eventType || words.webhook}
        </TextLink>
      ),
      below: <Status kind="synced" label={words.signature} />,
    }
  const asked = timeline.find((entry) => entry.type === 'SyncRequested')
  return {
    key: 'cause',
    over: words.asked,
    title: words.by(asked === undefined ? strings.reason.someone : actorName(asked.by)),
    below: <Time at={row.requestedAt} exact />,
  }
}

function outcome(detail: SyncDetail): ChainStep {
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
    case 'nothing': {
      const { status } = detail.row
      if (status === 'failed')
        return { key: 'effect', over, title: words.none, below: words.noneCertain, look: 'bad' }
      const title = status === 'skipped' || status === 'cancelled' ? words.none : words.notYet
      return { key: 'effect', over, title, below: words.noneCertain }
    }
  }
}

/** From the cause to the effect, in three steps. */
export function Chain({ detail }: { detail: SyncDetail }) {
  const { row } = detail
  const links: readonly ChainStep[] = [
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
      <ChainSteps steps={links} />
    </Section>
  )
}
