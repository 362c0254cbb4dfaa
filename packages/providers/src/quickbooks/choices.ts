import type { Choice } from '../provider.ts'

/** The item that every company begins with, «Services»: sold where nobody chose another. */
export const servicesId = '1'

export const choices: readonly Choice[] = [
  {
    name: 'expense_account',
    title: 'Account of expenses',
    help: 'Lines of bills that name no account are booked to it.',
    read: 'accounts',
    none: 'None: each line has to name one',
  },
  {
    name: 'item',
    title: 'Item of invoices',
    help: 'Lines of invoices are written as sales of it. Once it is inactive, invoices wait until another is chosen.',
    read: 'items',
    none: 'Services, which every company begins with',
    usualId: servicesId,
  },
]
