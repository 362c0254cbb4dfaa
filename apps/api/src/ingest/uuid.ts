import { createHash, randomUUID } from 'node:crypto'

const hex = (bytes: Uint8Array) => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

/** The part that all ids of one millisecond share: writing a time in hexadecimal costs more than drawing the rest. */
let millisecond = Number.NaN
let beginning = ''

/** UUIDv7: time first, so that rows lie in the order they came (RFC 9562, 5.7). Node draws the random part by the page. */
export function uuidv7(now: number): string {
  if (now !== millisecond) {
    const time = now.toString(16).padStart(12, '0')
    millisecond = now
    beginning = `${time.slice(0, 8)}-${time.slice(8)}-7`
  }
  return beginning + randomUUID().slice(15)
}

/** The same name gives the same id: what a reactor makes twice is one thing (RFC 9562, 5.8). */
export function uuidOf(name: string): string {
  const bytes = Uint8Array.from(createHash('sha256').update(name).digest().subarray(0, 16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return hex(bytes)
}
