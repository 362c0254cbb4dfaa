export { webhookEvents } from './events.ts'
export type { Delivery } from './evolve.ts'
export { evolveDelivery, initialDelivery } from './evolve.ts'
