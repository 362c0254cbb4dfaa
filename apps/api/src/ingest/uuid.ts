import { createHash, randomFillSync } from 'node:crypto'

const hex = (bytes: Uint8Array) => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

/** UUIDv7: time first, so that rows lie in the order they came (RFC 9562, 5.7). */
export function uuidv7(now: number): string {
  const bytes = randomFillSync(new Uint8Array(16))
  new DataView(bytes.buffer).setUint32(0, Math.floor(now / 65_536))
  new DataView(bytes.buffer).setUint16(4, now % 65_536)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return hex(bytes)
}

/** The same name gives the same id: what a reactor makes twice is one thing (RFC 9562, 5.8). */
export function uuidOf(name: string): string {
  const bytes = Uint8Array.from(createHash('sha256').update(name).digest().subarray(0, 16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return hex(bytes)
}
