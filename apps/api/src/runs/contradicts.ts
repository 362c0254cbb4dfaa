import type { CanonicalRecord } from '@syncline/domain/record'

/**
 * Whether an object says something else than the record that it was written from. It went through a mapping and came back in
 * its keeper's own form, so only what both tell counts, and neither case, spacing nor punctuation; ids are each side's own.
 */
export function contradicts(written: CanonicalRecord, read: CanonicalRecord): boolean {
  return differs(written, read)
}

function differs(one: unknown, other: unknown): boolean {
  if (isNothing(one) || isNothing(other)) return false
  if (typeof one === 'object' && typeof other === 'object')
    return Object.entries(one as object).some(
      ([name, value]) => !isId(name) && differs(value, (other as Record<string, unknown>)[name]),
    )
  return plain(one) !== plain(other)
}

const isNothing = (value: unknown) => value === null || value === undefined || value === ''
const isId = (name: string) => name.endsWith('Id')
const plain = (value: unknown) =>
  String(value)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
