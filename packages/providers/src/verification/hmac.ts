import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Verdict, VerifyInput } from '../provider.ts'

export type Headers = VerifyInput['headers']
export type Refusal = Extract<Verdict, { ok: false }>['reason']

export const accepted: Verdict = { ok: true }
export const refused = (reason: Refusal): Verdict => ({ ok: false, reason })

/** No scheme needs more: Stripe's longest header during a roll of secrets is a few hundred characters. */
const maxHeaderLength = 4_096
const maxSecrets = 2

/**
 * A header's value. Absent, sent more than once or out of bounds is told apart; nothing is guessed from an array:
 * whoever sends the header twice must not choose which of them counts.
 */
export function readHeader(
  headers: Headers,
  name: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: Refusal } {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  if (value === undefined || value === '') return { ok: false, reason: 'header_missing' }
  if (typeof value !== 'string' || value.length > maxHeaderLength)
    return { ok: false, reason: 'header_malformed' }
  return { ok: true, value }
}

/** The secrets that may be tried: an empty one would let anybody sign. */
export function usableSecrets(secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => typeof secret === 'string' && secret !== '').slice(0, maxSecrets)
}

/** HMAC-SHA256 over the parts one after the other, as text. */
export function hmacText(
  key: string | Uint8Array,
  parts: readonly (string | Uint8Array)[],
  encoding: 'hex' | 'base64',
): string {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest(encoding)
}

/**
 * Whether any given signature is one of the expected ones, without stopping at the first: how long it takes tells
 * nothing about how much of a guess was right. Compared as UTF-8, so that no other letter folds onto a right one.
 */
export function anyMatches(given: readonly string[], expected: readonly string[]): boolean {
  let matches = false
  for (const candidate of given) {
    const candidateBytes = Buffer.from(candidate)
    for (const signature of expected) {
      const signatureBytes = Buffer.from(signature)
      if (candidateBytes.length === signatureBytes.length && timingSafeEqual(candidateBytes, signatureBytes))
        matches = true
    }
  }
  return matches
}
