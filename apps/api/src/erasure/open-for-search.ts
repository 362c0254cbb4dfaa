import { isErasedMark, payloadPlace, type RecordKeys, UnsealableError } from '@syncline/db/custody'
import type { StoredWebhook } from '@syncline/db/queries'

/** Bytes of a stored webhook; `ours` where this erasure destroyed them before, null where there are none to search. */
export function openForSearch(
  keys: RecordKeys,
  organizationId: string,
  erasureId: string,
  { payloadId, sealed }: Pick<StoredWebhook, 'payloadId' | 'sealed'>,
): Buffer | 'ours' | null {
  if (sealed === null) return null
  if (isErasedMark(sealed)) return sealed.toString('utf8') === `erased:${erasureId}` ? 'ours' : null
  try {
    return keys.openBytes(payloadPlace(organizationId, payloadId), sealed)
  } catch (error) {
    if (error instanceof UnsealableError) return null
    throw error
  }
}
