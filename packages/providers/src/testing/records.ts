import type { CustomerRecord } from '@syncline/domain/record'

export const seconds = 1_790_000_000
export const at = (offsetSeconds: number) => new Date((seconds + offsetSeconds) * 1_000)

export const canarySecrets = { api_key: 'key_canary_4711', api_secret: 'secret_canary_4711' }

/** A record whose texts, all but its id, must be found nowhere in what a try leaves behind. */
export const canary = {
  sourceId: 'cus_Canary',
  name: 'Canary Nameson',
  email: 'canary@example.com',
  phone: '+2348030004711',
  note: 'canary note of no one',
}

let customers = 0
/** A customer of its own each time, changed as asked. */
export function customer(changes: Partial<CustomerRecord>): CustomerRecord {
  customers += 1
  return {
    entity: 'customer',
    sourceId: `cus_Contract${customers}`,
    name: 'Ada Obi',
    email: 'ada@example.com',
    phone: '+2348031234567',
    address: { line1: '1 Marina', line2: null, city: 'Lagos', state: null, postalCode: null, country: 'NG' },
    note: null,
    deleted: false,
    ...changes,
  }
}

export const unicodeNames = [
  'Ọlájùmọ̀kẹ́ Adébáyọ̀',
  '山田 太郎',
  'مريم',
  'Zoë 🌿 "Z" \\ </script>',
  "O'Brien; --",
  'line\nbreak',
]
