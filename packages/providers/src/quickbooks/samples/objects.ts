const ref = (value: string, name?: string) => (name === undefined ? { value } : { value, name })
const USD = ref('USD', 'United States Dollar')
const head = (Id: string) => ({
  domain: 'QBO',
  sparse: false,
  Id,
  SyncToken: '0',
  MetaData: { CreateTime: '2026-09-21T02:00:00-07:00', LastUpdatedTime: '2026-09-21T02:00:00-07:00' },
})

export const customerSample = (changes: object = {}) => ({
  ...head('58'),
  DisplayName: 'Ọlájùmọ̀kẹ́ Adébáyọ̀',
  Active: true,
  CurrencyRef: USD,
  Balance: 107.5,
  PrimaryEmailAddr: { Address: 'olajumoke@example.com' },
  PrimaryPhone: { FreeFormNumber: '+234 803 123 4567' },
  BillAddr: {
    Id: '90',
    Line1: '12 Admiralty Way',
    City: 'Lekki',
    CountrySubDivisionCode: 'LA',
    PostalCode: '106104',
    Country: 'NG',
  },
  Notes: 'Prefers the terrace',
  ...changes,
})

export const vendorSample = (changes: object = {}) => ({
  ...head('61'),
  DisplayName: 'Ikeja Linen & Co',
  Active: true,
  CurrencyRef: USD,
  AcctNum: 'EMB-77',
  Vendor1099: false,
  Balance: 0,
  PrimaryEmailAddr: { Address: 'accounts@linen.example.com' },
  ...changes,
})

export const invoiceSample = (changes: object = {}) => ({
  ...head('145'),
  DocNumber: '1043',
  TxnDate: '2026-09-21',
  DueDate: '2026-10-21',
  CurrencyRef: USD,
  CustomerRef: ref('58', 'Ọlájùmọ̀kẹ́ Adébáyọ̀'),
  LinkedTxn: [],
  Line: [
    {
      Id: '1',
      LineNum: 1,
      Description: 'Hall, half a day',
      Amount: 100,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { ItemRef: ref('1', 'Services'), Qty: 0.5, UnitPrice: 200 },
    },
    { Amount: 100, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
  ],
  TxnTaxDetail: { TotalTax: 7.5 },
  TotalAmt: 107.5,
  Balance: 107.5,
  ...changes,
})

export const billSample = (changes: object = {}) => ({
  ...head('146'),
  DocNumber: 'L-9',
  TxnDate: '2026-09-20',
  DueDate: '2026-10-20',
  CurrencyRef: USD,
  VendorRef: ref('61', 'Ikeja Linen & Co'),
  APAccountRef: ref('33', 'Accounts Payable (A/P)'),
  Line: [
    {
      Id: '1',
      Description: 'Table linen',
      Amount: 241.23,
      DetailType: 'AccountBasedExpenseLineDetail',
      AccountBasedExpenseLineDetail: { AccountRef: ref('7', 'Supplies') },
    },
  ],
  TotalAmt: 241.23,
  Balance: 241.23,
  PrivateNote: 'September',
  ...changes,
})

export const paymentSample = (changes: object = {}) => ({
  ...head('147'),
  TxnDate: '2026-09-25',
  CurrencyRef: USD,
  CustomerRef: ref('58', 'Ọlájùmọ̀kẹ́ Adébáyọ̀'),
  TotalAmt: 107.5,
  UnappliedAmt: 0,
  PaymentRefNum: 'TRF-1',
  PaymentMethodRef: ref('2', 'Transfer'),
  Line: [{ Amount: 107.5, LinkedTxn: [{ TxnId: '145', TxnType: 'Invoice' }] }],
  ...changes,
})

export const billPaymentSample = (changes: object = {}) => ({
  ...head('148'),
  DocNumber: '0012',
  TxnDate: '2026-09-26',
  CurrencyRef: USD,
  VendorRef: ref('61', 'Ikeja Linen & Co'),
  PayType: 'Check',
  CheckPayment: { BankAccountRef: ref('35', 'Checking'), PrintStatus: 'NeedToPrint' },
  TotalAmt: 241.23,
  Line: [{ Amount: 241.23, LinkedTxn: [{ TxnId: '146', TxnType: 'Bill' }] }],
  ...changes,
})
