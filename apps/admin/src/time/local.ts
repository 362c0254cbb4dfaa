/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs)
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return shown - Math.floor(atMs / 1_000) * 1_000
}

/** The text of a `datetime-local` field for a moment, as the zone's clocks show it: «2026-11-20T14:32». */
export function toLocalInput(iso: string | undefined, timeZone: string): string {
  const atMs = iso === undefined ? Number.NaN : Date.parse(iso)
  if (Number.isNaN(atMs)) return ''
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 16)
}

/**
 * The moment a `datetime-local` field names in the zone; undefined when it is empty or half filled. An hour that a
 * change of clocks leaves out is taken as the one after it.
 */
export function fromLocalInput(text: string, timeZone: string): string | undefined {
  const wallMs = Date.parse(`${text}Z`)
  if (text === '' || Number.isNaN(wallMs)) return undefined
  const guessMs = wallMs - offsetMs(wallMs, timeZone)
  return new Date(wallMs - offsetMs(guessMs, timeZone)).toISOString()
}
