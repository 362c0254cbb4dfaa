import type { Zone } from './zone.tsx'

/** The text of a `datetime-local` field for a moment, in the chosen zone: «2026-11-20T14:32». */
export function toLocalInput(iso: string | undefined, zone: Zone): string {
  if (iso === undefined) return ''
  const atMs = Date.parse(iso)
  if (Number.isNaN(atMs)) return ''
  const offsetMs = zone === 'utc' ? 0 : new Date(atMs).getTimezoneOffset() * 60_000
  return new Date(atMs - offsetMs).toISOString().slice(0, 16)
}

/** The moment a `datetime-local` field names in the chosen zone; undefined when it is empty or half filled. */
export function fromLocalInput(text: string, zone: Zone): string | undefined {
  const at = new Date(zone === 'utc' ? `${text}Z` : text)
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
