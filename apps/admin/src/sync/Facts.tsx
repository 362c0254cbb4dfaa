import Box from '@mui/material/Box'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncDetail } from '@syncline/domain/view'
import { amountText } from '../money/format.ts'
import { actorName } from '../parts/actor.ts'
import { Fact, FactList, IdFact } from '../parts/FactList.tsx'
import { linkLook, TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { recordName, targetTitle } from '../syncs/sentence.ts'
import { Section } from '../ui/Section.tsx'

const words = strings.sync.facts

function askedBy({ webhook, timeline }: SyncDetail): string {
  if (webhook !== null) return words.webhookOf(providerTitles[webhook.provider])
  const asked = timeline.find((entry) => entry.type === 'SyncRequested')
  return asked === undefined ? strings.reason.someone : actorName(asked.by)
}

/** Of the flow's mapping: what made the last try, or is to make the first. */
function mappingVersion({ timeline }: SyncDetail): number | null {
  const versions = timeline.map(({ data }) => data['mappingVersion'])
  return versions.findLast((version) => typeof version === 'number') ?? null
}

/** Ids and names, each to copy. */
export function Facts({ detail }: { detail: SyncDetail }) {
  const { row, tries, effect, webhook, correlationId } = detail
  const key = tries.at(-1)?.idempotencyKey
  const source = words.sourceId(providerTitles[row.source.system])
  const target = words.externalId(targetTitle(row))
  const externalId = effect?.externalId ?? row.externalId
  const version = mappingVersion(detail)
  return (
    <Section title={words.title}>
      <FactList>
        <Fact name={words.record}>{recordName(row)}</Fact>
        {row.amount !== null && <Fact name={words.amount}>{amountText(row.amount)}</Fact>}
        <Fact name={words.connection}>
          <TextLink
            to="/connections/$connectionId"
            params={{ connectionId: row.target.connectionId }}
            sx={linkLook}
          >
            {row.target.connectionName}
          </TextLink>
        </Fact>
        <Fact name={words.askedBy}>{askedBy(detail)}</Fact>
        {version !== null && <Fact name={words.mapping}>{strings.mappings.version(version)}</Fact>}
        {row.error !== null && (
          <Fact name={words.error}>
            <Box component="span" sx={{ typography: 'mono' }}>
              {row.error.code}
            </Box>
          </Fact>
        )}
        <IdFact name={words.syncId} id={row.syncId} />
        <IdFact name={source} id={row.source.id} />
        {externalId !== null && <IdFact name={target} id={externalId} />}
        {key !== undefined && <IdFact name={words.idempotency} id={key} />}
        {webhook !== null && <IdFact name={words.delivery} id={webhook.deliveryId} />}
        <IdFact name={words.correlation} id={correlationId} />
      </FactList>
    </Section>
  )
}
