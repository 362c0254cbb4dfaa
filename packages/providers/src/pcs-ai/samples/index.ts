/** An invoice as PCS AI pushes it. Composed by hand for Syncline after the contract in this folder’s README; all invented. */
export const invoiceSample = (changes: Readonly<Record<string, unknown>> = {}) => ({
  id: 'pcs_SampleLinen',
  vendor: { name: 'Eko Linen Ltd', email: 'accounts@ekolinen.example.com' },
  number: 'EL-2041',
  issued_on: '2026-09-21',
  due_on: '2026-10-21',
  currency: 'NGN',
  lines: [
    { description: 'Table cloths, washed', quantity: '12.5', unit_price: 40_000, amount: 500_000 },
    { description: 'Delivery', amount: 250_000 },
  ],
  subtotal: 750_000,
  tax: 56_250,
  total: 806_250,
  memo: null,
  ...changes,
})
