import { bad, fields, flag, good, nullable, type Reader, text } from '../shape.ts'
import type { Entity } from './entity.ts'
import { validation } from './errors.ts'
import { currency, metadata, reference } from './fields.ts'
import type { FlashErpAddress, FlashErpCustomer } from './state.ts'

const email: Reader<string> = (value, path) => {
  const read = text(512)(value, path)
  return !read.ok || /^[^\s@]+@[^\s@]+$/.test(read.value) ? read : bad(path, 'must be an e-mail address')
}

const noAddress: FlashErpAddress = {
  line1: null,
  line2: null,
  city: null,
  state: null,
  postal_code: null,
  country: null,
}

/** An address is replaced whole: parts left out become null. */
const address: Reader<FlashErpAddress> = (value, path) => {
  const read = fields<FlashErpAddress>({
    line1: nullable(text(500)),
    line2: nullable(text(500)),
    city: nullable(text(255)),
    state: nullable(text(255)),
    postal_code: nullable(text(50)),
    country: nullable(text(100)),
  })(value, path)
  return read.ok ? good({ ...noAddress, ...read.value }) : read
}

const sourceVersion: Reader<string | number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? good(value) : text(100)(value, path)

type Written = Omit<FlashErpCustomer, 'id' | 'version' | 'created_at' | 'updated_at'>

const readFields = fields<Written>({
  external_ref: nullable(reference),
  name: nullable(text(500)),
  email: nullable(email),
  phone: nullable(text(60)),
  address: nullable(address),
  currency: nullable(currency),
  note: nullable(text(5000)),
  active: flag,
  metadata,
  source_version: nullable(sourceVersion),
})

export const customerEntity: Entity<FlashErpCustomer> = {
  name: 'customer',
  plural: 'customers',
  idPrefix: 'fcu_',
  blank: () => ({
    name: null,
    email: null,
    phone: null,
    address: null,
    currency: null,
    note: null,
    active: true,
    metadata: {},
    source_version: null,
  }),
  required: [],
  read: (body) => readFields(body, ''),
  check: (customer) =>
    customer.name === null && customer.email === null && customer.phone === null
      ? validation('A customer needs a name, an e-mail address or a phone number.', 'name')
      : null,
  sentinelName: (customer) => customer.name ?? null,
  announcesCreation: true,
  money: () => null,
}
