export const deliveryStatuses = ['received', 'routed', 'ignored', 'quarantined'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]
