import type { Sample } from '../../sample.ts'

export {
  billPaymentSample,
  billSample,
  customerSample,
  invoiceSample,
  paymentSample,
  vendorSample,
} from './objects.ts'

const provenance = 'Composed on the shapes of Intuit’s webhook guide; company and ids are invented.'

/** One event of the format that is sent since 2026. */
export const cloudEventSample = (kind: string, verb: string, objectId: string, changes: object = {}) => ({
  specversion: '1.0',
  id: `8f2c1f0e-3b55-4f0d-9d7e-${kind.length}${verb.length}0000000${objectId.padStart(3, '0')}`,
  source: 'intuit.c2FtcGxlLWFwcC1vZi1uby1vbmU=',
  type: `qbo.${kind}.${verb}.v1`,
  datacontenttype: 'application/json',
  time: '2026-09-21T09:00:00.179851517Z',
  intuitentityid: objectId,
  intuitaccountid: '9130000000000001',
  data: {},
  ...changes,
})

/** One event of the older format. */
export const legacySample = (name: string, operation: string, id: string, changes: object = {}) => ({
  eventNotifications: [
    {
      realmId: '9130000000000001',
      dataChangeEvent: {
        entities: [{ name, id, operation, lastUpdated: '2026-09-21T02:00:00-0700', ...changes }],
      },
    },
  ],
})

export const samples: readonly Sample<unknown>[] = [
  { name: 'customer created', provenance, body: [cloudEventSample('customer', 'created', '58')] },
  { name: 'invoice voided', provenance, body: [cloudEventSample('invoice', 'voided', '145')] },
  { name: 'bill deleted', provenance, body: [cloudEventSample('bill', 'deleted', '146')] },
  { name: 'bill payment created', provenance, body: [cloudEventSample('billpayment', 'created', '148')] },
  { name: 'customer changed, older format', provenance, body: legacySample('Customer', 'Update', '58') },
  { name: 'invoice deleted, older format', provenance, body: legacySample('Invoice', 'Delete', '145') },
]
