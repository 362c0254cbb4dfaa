/** How a meter is paid. Free of schemas, so that a browser can name them. */
export const vendTypes = ['PREPAID', 'POSTPAID'] as const
export type VendType = (typeof vendTypes)[number]
