import type { WebhookSetup } from '@syncline/domain/view'
import * as strings from '../../strings/index.ts'

const words = strings.webhookSetup

interface Standing {
  readonly title: keyof typeof words.title
  readonly mark: 'synced' | 'waiting' | 'failed' | 'pending'
  readonly lines: readonly string[]
}

/** How it stands, in a shape and a few sentences: what is wrong comes first. */
export function standingOf({ state, endpoints, hasSecret }: WebhookSetup): Standing {
  const [only] = endpoints
  if (!only) return { title: state, mark: 'pending', lines: [words.text.none] }
  if (state === 'several') return { title: state, mark: 'waiting', lines: [words.text.several] }
  const secret = only.isOurs ? words.text.ours : hasSecret ? words.text.byHand : words.text.noSecret
  if (state === 'disabled') return { title: state, mark: 'failed', lines: [words.text.disabled, secret] }
  const lines = [
    ...(only.missing.length > 0 ? [words.missing(only.missing)] : []),
    ...(only.surplus.length > 0 ? [words.surplus(only.surplus)] : []),
    secret,
  ]
  const isRefused = !only.isOurs && !hasSecret
  // What comes and is not needed harms nobody.
  const mark = isRefused ? 'failed' : only.missing.length > 0 ? 'waiting' : 'synced'
  const title = state === 'wrong_events' && only.missing.length === 0 ? 'too_many_events' : state
  return { title, mark, lines }
}
