import type { ApiKeyView } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'

const words = strings.overview.keys

/** What live API keys want of an admin, the more pressing first; nothing where all is well. */
export function keyNeeds(keys: readonly ApiKeyView[]): readonly { title: string; remedy: string }[] {
  const live = keys.filter(({ status }) => status === 'live')
  const unusual = live.filter((key) => key.unusual !== null)
  const due = live.filter(({ dueForRotation }) => dueForRotation)
  return [
    ...(unusual.length > 0 ? [{ title: words.unusual(unusual.length), remedy: words.unusualRemedy }] : []),
    ...(due.length > 0 ? [{ title: words.due(due.length), remedy: words.dueRemedy }] : []),
  ]
}
