import { worded } from '../language.ts'

/** Saving a view, and taking one away. */
export const viewForm = worded('viewForm', {
  title: 'Save this view',
  text: 'Its filters and columns, under a name. Everybody in your organization sees it.',
  name: 'Name',
  nameMissing: 'Give it a name.',
  conflicts: {
    name_taken: 'A view of this name is there already. Choose another name.',
    too_many: 'There are as many views as this list can hold. Remove one first.',
  },
  submit: 'Save',
  submitting: 'Saving',
  file: 'All views as CSV',
  saved: (name: string) => `${name} is saved for everybody here.`,
  removal: {
    title: (name: string) => `Remove the view ${name}?`,
    text: 'It goes for everybody in your organization. What it shows stays as it is.',
    submit: 'Remove it',
    submitting: 'Removing',
  },
  removed: (name: string) => `${name} is removed. Nothing it showed was changed.`,
} as const)
