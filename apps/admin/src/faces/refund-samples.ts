import type { RefundablePaymentInput, RefundPreview, RefundView, SyncDetail } from '@syncline/domain/view'
import { syncedDetail } from './detail-samples.ts'
import { ago, id, tunde } from './samples.ts'

export const paymentDetail: SyncDetail = {
  ...syncedDetail,
  row: {
    ...syncedDetail.row,
    entity: 'transaction',
    label: 'Deposit for the hall',
    source: { ...syncedDetail.row.source, id: 'pi_3QX403zR8mVbKq2' },
  },
}

export const payment: RefundablePaymentInput = {
  connectionId: paymentDetail.row.source.connectionId,
  paymentId: 'pi_3QX403zR8mVbKq2',
}

export const refunds: readonly RefundView[] = [
  {
    syncId: id(61),
    amount: { amount: 1_500, currency: 'USD' },
    face: 'synced',
    externalId: 're_3QX403zR8mVb',
    reason: 'One chair was missing',
    by: tunde,
    requestedAt: ago(7_200),
  },
  {
    syncId: id(62),
    amount: { amount: 500, currency: 'USD' },
    face: 'unknown',
    externalId: null,
    reason: 'The music was late',
    by: tunde,
    requestedAt: ago(95),
  },
]

export const preview: RefundPreview = {
  payment: {
    id: 'pi_3QX403zR8mVbKq2',
    succeeded: true,
    currency: 'USD',
    paid: 5_000,
    refunded: 1_500,
    disputed: false,
    payer: { id: 'cus_QX403zR8mVb', name: 'Amaka Obi' },
    description: 'Deposit for the hall',
  },
  onTheirWay: 500,
  left: 3_000,
  refusal: null,
}
