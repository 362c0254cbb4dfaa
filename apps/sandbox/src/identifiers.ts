import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * A fresh id such as `cus_Q1w2E3r4T5y6U7`. Always random, never from the seed: a second sandbox with the same
 * seed must not repeat the event ids of the first, or the receiver would rightly take its events for repeats.
 */
export function freshId(prefix: string, length: number): string {
  let id = prefix
  while (id.length < prefix.length + length) {
    for (const byte of randomBytes(2 * length)) {
      // 248 is the largest multiple of 62 in a byte: above it some letters would come more often.
      if (byte < 248 && id.length < prefix.length + length) id += alphabet[byte % 62]
    }
  }
  return id
}
