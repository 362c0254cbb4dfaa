import { catalogue } from '@syncline/domain/event'
import type { EventKind } from '@syncline/domain/view'
import { noInput, procedure } from '../procedure.ts'

const kinds: readonly EventKind[] = Object.values(catalogue).map(({ type, stream, sentence }) => ({
  type,
  noun: stream,
  sentence,
}))

/** Every kind of event there is. */
export const listKinds = procedure({ permission: 'event.read', audit: 'none', input: noInput }).query(
  () => kinds,
)
