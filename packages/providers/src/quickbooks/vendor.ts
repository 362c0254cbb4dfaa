import { z } from 'zod'
import { optionalText } from '../shape.ts'
import { noCurrency } from './money.ts'
import { objectReader } from './object.ts'
import { personOf, personShape } from './person.ts'
import { currencyRef } from './wire.ts'

const vendorSchema = z.object({ ...personShape, AcctNum: optionalText(120), CurrencyRef: currencyRef })

export const readVendor = objectReader('vendor', vendorSchema, (vendor) => ({
  entity: 'vendor',
  sourceId: vendor.Id,
  deleted: false,
  ...personOf(vendor),
  accountNumber: vendor.AcctNum,
  currency: vendor.CurrencyRef === noCurrency ? null : vendor.CurrencyRef,
  active: vendor.Active,
}))
