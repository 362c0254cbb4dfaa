/** Everybody Syncline can talk to. Free of schemas, so that a browser can name them at no cost. */
export const providerNames = [
  'stripe',
  'square',
  'quickbooks',
  'mailchimp',
  'flasherp',
  'buypower',
  'pcs-ai',
] as const
export type ProviderName = (typeof providerNames)[number]

/** How a provider is written on screen. */
export const providerTitles: Readonly<Record<ProviderName, string>> = {
  stripe: 'Stripe',
  square: 'Square',
  quickbooks: 'QuickBooks',
  mailchimp: 'Mailchimp',
  flasherp: 'FlashERP',
  buypower: 'BuyPower',
  'pcs-ai': 'PCS AI',
}
