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

const item = (id: string, name: string, kind: string, isActive = true): QboObject => ({
  Id: id,
  SyncToken: '0',
  Name: isActive ? name : `${name} (deleted)`,
  FullyQualifiedName: isActive ? name : `${name} (deleted)`,
  Active: isActive,
  Type: kind,
  UnitPrice: 0,
  IncomeAccountRef: { value: '79', name: 'Sales' },
  domain: 'QBO',
  sparse: false,
  MetaData: { CreateTime: '2026-01-05T08:00:00-08:00', LastUpdatedTime: '2026-01-05T08:00:00-08:00' },
})

/** What every company here sells. */
const items: readonly QboObject[] = [
  item('1', 'Services', 'Service'),
  item('2', 'Hours', 'Service'),
  item('11', 'Catering', 'NonInventory'),
  item('12', 'Drinks', 'Category'),
  item('19', 'Vouchers', 'Service', false),
]

export const isSold = (id: unknown): boolean =>
  items.some((each) => each.Id === id && each.Active === true && each.Type !== 'Category')

const lists: Readonly<Record<string, { readonly name: string; readonly objects: readonly QboObject[] }>> = {
  account: { name: 'Account', objects: chart },
  item: { name: 'Item', objects: items },
}

/** The accounts or the items, as what a query is about; undefined where it is about something else. */
export const chartNamed = (entity: string) =>
  Object.hasOwn(lists, entity.toLowerCase()) ? lists[entity.toLowerCase()] : undefined
