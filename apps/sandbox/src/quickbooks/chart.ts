import type { QboObject } from './state.ts'

const account = (
  id: string,
  name: string,
  kind: readonly [type: string, classification: string],
  parent?: string,
): QboObject => ({
  Id: id,
  SyncToken: '0',
  Name: name,
  FullyQualifiedName: parent === undefined ? name : `${parent}:${name}`,
  SubAccount: parent !== undefined,
  Active: true,
  AccountType: kind[0],
  Classification: kind[1],
  CurrentBalance: 0,
  CurrencyRef: { value: 'USD', name: 'United States Dollar' },
  domain: 'QBO',
  sparse: false,
  MetaData: { CreateTime: '2026-01-05T08:00:00-08:00', LastUpdatedTime: '2026-01-05T08:00:00-08:00' },
})

const expense = ['Expense', 'Expense'] as const

/** The chart of accounts that every company here begins with; nobody writes to it. */
const chart: readonly QboObject[] = [
  account('7', 'Advertising', expense),
  account('8', 'Cost of goods', ['Cost of Goods Sold', 'Expense']),
  account('13', 'Supplies', expense),
  account('14', 'Linen', expense, 'Supplies'),
  account('24', 'Utilities', expense),
  account('33', 'Accounts payable', ['Accounts Payable', 'Liability']),
  account('35', 'Current account', ['Bank', 'Asset']),
  account('79', 'Sales', ['Income', 'Revenue']),
]

/** The accounts, as what a query is about; undefined where it is about something else. */
export const chartNamed = (entity: string) =>
  entity.toLowerCase() === 'account' ? { name: 'Account', objects: chart } : undefined
