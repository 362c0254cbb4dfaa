import { providerTitles } from '@syncline/domain/connection'
import type { PersonOrPart } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'

const words = strings.reason
const isProvider = (id: string): id is keyof typeof providerTitles => Object.hasOwn(providerTitles, id)

/** Who did it, in words: a person's name, a part of Syncline, a provider. */
export function actorName({ actor, name }: PersonOrPart): string {
  if (name !== null) return name
  const [kind, id = ''] = actor.split(':', 2)
  if (kind === 'system') return words.parts.system
  if (kind === 'key') return words.parts.key
  if (kind === 'provider' && isProvider(id)) return providerTitles[id]
  return words.someone
}
