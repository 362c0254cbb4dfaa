import type { WebhookEndpointView, WebhookSetup, WebhookSetupState } from '@syncline/domain/view'
import { readOutboundUrl } from '@syncline/providers/outbound'
import type { WebhookEndpoint } from '@syncline/providers/port'

export interface Known {
  readonly address: string
  /** The sandbox plays the provider: it reaches what this machine reaches. */
  readonly isPlayed: boolean
  /** What is routed here. */
  readonly eventTypes: readonly string[]
  /** The one that was made from here. */
  readonly ownId: string | null
  readonly hasSecret: boolean
}

/** How the provider's whole list stands to one connection. */
export function setupOf(all: readonly WebhookEndpoint[], known: Known): WebhookSetup {
  const { address, isPlayed, hasSecret } = known
  const endpoints = pointingTo(address, all).map((endpoint) => toView(endpoint, known))
  return {
    address,
    isReachable: isPlayed || isPublic(address),
    state: stateOf(endpoints),
    endpoints,
    elsewhere: all.length - endpoints.length,
    hasSecret,
  }
}

/** However an address is written, it is the same place. */
export function pointingTo(address: string, all: readonly WebhookEndpoint[]): readonly WebhookEndpoint[] {
  const here = placeOf(address)
  return all.filter(({ url }) => URL.canParse(url) && placeOf(url) === here)
}

/** This machine has two names, which the sandbox and people use as they like. */
const placeOf = (url: string) =>
  new URL(url).href.replace(/^http:\/\/127\.0\.0\.1(?=[:/])/, 'http://localhost')

function isPublic(address: string): boolean {
  const read = readOutboundUrl(address)
  return read.ok && read.url.protocol === 'https:'
}

function toView(
  { id, eventTypes: sent, isEnabled, createdAt }: WebhookEndpoint,
  { eventTypes, ownId }: Known,
): WebhookEndpointView {
  const sends = new Set(sent)
  const wanted = new Set(eventTypes)
  return {
    endpointId: id,
    isEnabled,
    missing: sends.has('*') ? [] : eventTypes.filter((type) => !sends.has(type)),
    surplus: sent.filter((type) => !wanted.has(type)),
    isOurs: id === ownId,
    createdAt,
  }
}

function stateOf(endpoints: readonly WebhookEndpointView[]): WebhookSetupState {
  const [only, ...more] = endpoints
  if (!only) return 'none'
  if (more.length > 0) return 'several'
  if (!only.isEnabled) return 'disabled'
  return only.missing.length + only.surplus.length > 0 ? 'wrong_events' : 'right'
}
