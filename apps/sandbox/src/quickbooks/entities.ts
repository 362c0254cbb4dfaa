/** One kind of object this sandbox's QuickBooks keeps, told by data. */
export type EntityKind = {
  /** `BillPayment`: in answers; in small letters in addresses. */
  name: string
  /** A name list shares its display names and is made inactive; a transaction has lines, and is deleted. */
  family: 'name' | 'transaction'
  /** Members that a creation must bring. */
  required: readonly string[]
  /** Members that may be written, beside those that all of its family have. */
  members: readonly string[]
  /** References that must lead to an object that is there. */
  references: Readonly<Record<string, string>>
  /** What its lines pay. */
  pays: string | null
  /** A void leaves it with nothing, in place of deleting it. */
  voidable: boolean
}

const nameMembers = [
  'DisplayName',
  'Title',
  'GivenName',
  'MiddleName',
  'FamilyName',
  'Suffix',
  'CompanyName',
  'PrintOnCheckName',
  'Active',
  'PrimaryEmailAddr',
  'PrimaryPhone',
  'Mobile',
  'AlternatePhone',
  'Fax',
  'WebAddr',
  'BillAddr',
  'CurrencyRef',
  'Notes',
  'Balance',
]
const transactionMembers = [
  'DocNumber',
  'TxnDate',
  'CurrencyRef',
  'ExchangeRate',
  'Line',
  'PrivateNote',
  'TotalAmt',
  'LinkedTxn',
  'DepartmentRef',
]
const always = ['Id', 'SyncToken', 'MetaData', 'domain', 'sparse', 'CustomField']

const name = (kind: Pick<EntityKind, 'name' | 'members'>): EntityKind => ({
  ...kind,
  members: [...always, ...nameMembers, ...kind.members],
  family: 'name',
  required: [],
  references: {},
  pays: null,
  voidable: false,
})
const transaction = (kind: Omit<EntityKind, 'family'>): EntityKind => ({
  ...kind,
  members: [...always, ...transactionMembers, ...kind.members],
  family: 'transaction',
})

export const entityKinds: readonly EntityKind[] = [
  name({ name: 'Customer', members: ['ShipAddr', 'Taxable', 'Job', 'PreferredDeliveryMethod', 'ParentRef'] }),
  name({ name: 'Vendor', members: ['AcctNum', 'Vendor1099', 'TaxIdentifier', 'TermRef', 'APAccountRef'] }),
  name({ name: 'Employee', members: ['SSN', 'HiredDate', 'PrimaryAddr'] }),
  transaction({
    name: 'Invoice',
    required: ['CustomerRef', 'Line'],
    members: [
      'CustomerRef',
      'CustomerMemo',
      'BillAddr',
      'ShipAddr',
      'DueDate',
      'TxnTaxDetail',
      'Balance',
      'BillEmail',
      'EmailStatus',
      'PrintStatus',
      'GlobalTaxCalculation',
      'ApplyTaxAfterDiscount',
      'SalesTermRef',
      'Deposit',
    ],
    references: { CustomerRef: 'Customer' },
    pays: null,
    voidable: true,
  }),
  transaction({
    name: 'Bill',
    required: ['VendorRef', 'Line'],
    members: [
      'VendorRef',
      'VendorAddr',
      'APAccountRef',
      'DueDate',
      'Balance',
      'TxnTaxDetail',
      'SalesTermRef',
      'GlobalTaxCalculation',
    ],
    references: { VendorRef: 'Vendor' },
    pays: null,
    voidable: false,
  }),
  transaction({
    name: 'Payment',
    required: ['CustomerRef', 'TotalAmt'],
    members: [
      'CustomerRef',
      'UnappliedAmt',
      'PaymentMethodRef',
      'PaymentRefNum',
      'DepositToAccountRef',
      'ARAccountRef',
      'ProcessPayment',
    ],
    references: { CustomerRef: 'Customer' },
    pays: 'Invoice',
    voidable: true,
  }),
  transaction({
    name: 'BillPayment',
    required: ['VendorRef', 'PayType', 'TotalAmt', 'Line'],
    members: ['VendorRef', 'PayType', 'CheckPayment', 'CreditCardPayment', 'APAccountRef'],
    references: { VendorRef: 'Vendor' },
    pays: 'Bill',
    voidable: true,
  }),
]

export const kindNamed = (word: string): EntityKind | undefined =>
  entityKinds.find((kind) => kind.name.toLowerCase() === word.toLowerCase())
