/**
 * What a connection is about, chosen from what its provider has: the one audience, the one place of business, the account
 * that bills are booked to, the item that invoices sell. Free of schemas, as `provider.ts` is.
 */
export const choiceNames = ['audience', 'location', 'expense_account', 'item'] as const
export type ChoiceName = (typeof choiceNames)[number]

/** One of what a provider has. */
export interface Chosen {
  /** The provider's own. */
  readonly id: string
  readonly name: string
}

/** What nobody chose is left out. */
export type Choices = Readonly<Partial<Record<ChoiceName, Chosen>>>
