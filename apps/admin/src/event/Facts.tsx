import type { EventDetail, EventRow, EventSubject } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import { actorName } from '../parts/actor.ts'
import { Fact, FactList, IdFact } from '../parts/FactList.tsx'
import { ButtonLink, linkLook, TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'

const words = strings.event.facts
const count = strings.list.count

/** Where the thing that the event is of can be seen; null where it has no page. */
function subjectTarget({ noun, id }: EventSubject) {
  switch (noun) {
    case 'sync':
      return { to: '/syncs/$syncId', params: { syncId: id } } as const
    case 'delivery':
      return { to: '/webhooks/$deliveryId', params: { deliveryId: id } } as const
    case 'connection':
      return { to: '/connections/$connectionId', params: { connectionId: id } } as const
    case 'reconciliation':
      return { to: '/reconciliation/$reconciliationId', params: { reconciliationId: id } } as const
    case 'flow':
      return { to: '/mappings/$flowId', params: { flowId: id } } as const
    default:
      return null
  }
}

export function SubjectLink({ subject }: { subject: EventSubject }): ReactNode {
  const target = subjectTarget(subject)
  return (
    target && (
      <ButtonLink variant="contained" {...(target as object as { to: '/syncs' })}>
        {words.openSubject} {strings.events.nouns[subject.noun].toLowerCase()}
      </ButtonLink>
    )
  )
}

/** Ids and names, each to copy; who, what and whence lead to the events that share them. */
export function Facts({ detail: { row, schemaVersion } }: { detail: EventDetail }) {
  return (
    <Section title={words.title}>
      <FactList>
        <IdFact name={words.position} id={String(row.position)} />
        <Fact name={words.subject}>{strings.events.nouns[row.subject.noun]}</Fact>
        <IdFact name={words.stream} id={row.stream} />
        <Fact name={words.version}>
          <TextLink to="/events" search={{ stream: row.stream }} sx={linkLook}>
            {words.nth(count(row.version))}
          </TextLink>
        </Fact>
        <Fact name={words.by}>
          <TextLink to="/events" search={{ by: row.by.actor }} sx={linkLook} title={row.by.actor}>
            {actorName(row.by)}
          </TextLink>
        </Fact>
        <IdFact name={words.correlation} id={row.correlationId} />
        <Fact name={words.cause}>
          <Cause row={row} />
        </Fact>
        <Fact name={words.occurred}>
          <Time at={row.occurredAt} />
        </Fact>
        <Fact name={words.recorded}>
          <Time at={row.recordedAt} />
        </Fact>
        <Fact name={words.schema}>{count(schemaVersion)}</Fact>
      </FactList>
    </Section>
  )
}

function Cause({ row }: { row: EventRow }) {
  const { causationPosition } = row
  if (causationPosition === null) return words.noCause
  return (
    <TextLink to="/events/$position" params={{ position: String(causationPosition) }} sx={linkLook}>
      {count(causationPosition)}
    </TextLink>
  )
}
