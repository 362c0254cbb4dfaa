import { type ProviderName, providerTitles } from '@syncline/domain/connection'
import { explain, recordedCodes } from '@syncline/domain/error'
import { type Need, type NeedKind, needCap } from '@syncline/domain/view'
import { sumsText } from '../money/sums.ts'
import * as strings from '../strings/index.ts'
import type { SyncsSearch } from '../syncs/search.ts'
import { unstopped } from '../syncs/sentence.ts'
import type { WebhooksSearch } from '../webhooks/search.ts'
import { syncsBehind, webhooksBehind } from './links.ts'
import type { OverviewSearch } from './search.ts'

const words = strings.overview.needs
const count = strings.list.count

/** A count as shown: beyond a thousand it is no longer counted. */
export const needCount = (value: number): string =>
  value >= needCap ? strings.list.atLeast(needCap - 1) : count(value)

/** How much money a problem holds up; null where it is none. Where there are too many to count, there is more. */
export const needSums = ({ sums, count: value }: Need): string | null => sumsText(sums, value >= needCap)

const isProvider = (name: string): name is ProviderName => Object.hasOwn(providerTitles, name)
const titleOf = (provider: string) => (isProvider(provider) ? providerTitles[provider] : provider)

/** «1 customer», «12 invoices» */
function things({ entity, count: value }: Need): string {
  if (entity === null) return count(value)
  const name = value === 1 ? strings.syncs.entity[entity] : strings.syncs.entityPlural[entity].toLowerCase()
  return `${needCount(value)} ${name}`
}

/** What is the matter, and what may be done. */
export function needText(need: Need): { title: string; remedy: string } {
  const provider = titleOf(need.provider)
  const error = need.code === null ? null : explain(need.code, provider)
  const remedy = error?.remedy ?? ''
  switch (need.kind) {
    case 'unknown':
      return { title: words.unknown(things(need), provider), remedy }
    case 'reconnect':
      return { title: words.reconnect(provider), remedy }
    case 'conflict':
      return { title: words.conflict(things(need), need.count === 1), remedy: words.conflictRemedy }
    case 'quarantined': {
      const why = need.reason as keyof typeof strings.webhooks.why | null
      return {
        title: words.quarantined(need.count, provider),
        remedy: why === null ? '' : `${strings.webhooks.why[why](provider)}.`,
      }
    }
    case 'failed':
      return {
        title: error
          ? words.failed(things(need), unstopped(error.sentence))
          : words.failedPlain(things(need)),
        remedy,
      }
  }
}

type Target =
  | { readonly to: '/syncs/$syncId'; readonly params: { readonly syncId: string } }
  | { readonly to: '/webhooks/$deliveryId'; readonly params: { readonly deliveryId: string } }
  | { readonly to: '/connections/$connectionId'; readonly params: { readonly connectionId: string } }
  | { readonly to: '/connections' }
  | { readonly to: '/syncs'; readonly search: SyncsSearch }
  | { readonly to: '/webhooks'; readonly search: WebhooksSearch }

/** The syncs of a kind of need, now. */
const syncsOf = (kind: 'unknown' | 'failed' | 'conflict', search: OverviewSearch): SyncsSearch =>
  kind === 'conflict' ? { ...syncsBehind(search, null), hold: 'conflict' } : syncsBehind(search, null, [kind])

/** Where the rows behind a kind of need are. */
export function kindTarget(kind: NeedKind, search: OverviewSearch): Target {
  if (kind === 'quarantined') return { to: '/webhooks', search: webhooksBehind(search, null, [kind]) }
  if (kind !== 'reconnect') return { to: '/syncs', search: syncsOf(kind, search) }
  const { connection } = search
  return connection === undefined
    ? { to: '/connections' }
    : { to: '/connections/$connectionId', params: { connectionId: connection } }
}

/** Where the things that a problem holds up are: the one, or the list of them. */
export function needTarget(need: Need, search: OverviewSearch): Target {
  const { kind, connectionId: connection, code, newestId } = need
  const its = { ...search, connection, entity: need.entity ?? undefined }
  if (kind === 'reconnect') return { to: '/connections/$connectionId', params: { connectionId: connection } }
  if (kind === 'quarantined')
    return need.count === 1
      ? { to: '/webhooks/$deliveryId', params: { deliveryId: newestId } }
      : { to: '/webhooks', search: webhooksBehind(its, null, [kind]) }
  if (need.count === 1) return { to: '/syncs/$syncId', params: { syncId: newestId } }
  const cause = recordedCodes.find((each) => kind !== 'conflict' && each === code)
  return { to: '/syncs', search: { ...syncsOf(kind, its), ...(cause && { code: cause }) } }
}
