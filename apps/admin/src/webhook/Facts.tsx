import { providerTitles } from '@syncline/domain/connection'
import type { DeliveryDetail } from '@syncline/domain/view'
import { Fact, FactList, IdFact } from '../parts/FactList.tsx'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'
import { eventTitle } from '../webhooks/sentence.ts'

const words = strings.webhook.facts

/** Ids and names, each to copy. */
export function Facts({ detail: { row, accountId, correlationId } }: { detail: DeliveryDetail }) {
  return (
    <Section title={words.title}>
      <FactList>
        <Fact name={words.connection}>{row.connectionName}</Fact>
        <Fact name={words.type}>{eventTitle(row)}</Fact>
        <Fact name={words.replays}>
          {row.replays === 0 ? words.never : strings.webhooks.times(row.replays)}
        </Fact>
        <IdFact name={words.event(providerTitles[row.provider])} id={row.providerEventId} />
        {accountId !== null && <IdFact name={words.account} id={accountId} />}
        <IdFact name={words.delivery} id={row.deliveryId} />
        <IdFact name={words.correlation} id={correlationId} />
      </FactList>
    </Section>
  )
}
