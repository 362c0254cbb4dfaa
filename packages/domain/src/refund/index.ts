export { refundEvents } from './events.ts'
export type { EarlierRefund, RefundablePayment, RefundRefusal } from './refund.ts'
export { leftOf, maxRefunds, onTheirWay, refundRefusal, refundSourceId } from './refund.ts'
