/**
 * A transaction of ours bears the id of its source at the end of its private note: QuickBooks keeps no reference of
 * others, and without one nobody could tell whether a call that went unanswered was carried out.
 */
const pattern = /\s*\[syncline ([^\]\s]{1,255})\]\s*$/

export const withMarker = (note: string | null, sourceId: string): string =>
  `${note ?? ''} [syncline ${sourceId}]`.trimStart()

export const withoutMarker = (note: string | null): string | null => note?.replace(pattern, '') || null
