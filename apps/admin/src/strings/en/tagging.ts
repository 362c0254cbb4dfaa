import { worded } from '../language.ts'

export const tagging = worded('tagging', {
  title: 'Tags',
  ask: 'Tags of somebody',
  text: (provider: string) =>
    `Asks ${provider} what somebody on the list is tagged with. Adding and removing tags sets off no automation there.`,
  email: 'E-mail address',
  emailWrong: 'This is no e-mail address.',
  submit: 'Ask',
  submitting: 'Asking',
  tags: 'Tags',
  none: 'No tags yet.',
  take: 'Remove',
  takeOne: (tag: string) => `Remove the tag ${tag}`,
  add: 'Another tag',
  addHint: 'At most 100 characters.',
  give: 'Add',
  giving: 'Adding',
  given: (tag: string) => `Tagged: ${tag}.`,
  taken: (tag: string) => `No longer tagged: ${tag}.`,
  nobody: 'Nobody of this address is on the list.',
  mayNot: (organization: string) => `Your role in ${organization} changes no tags.`,
  isOff: 'It is switched off: nothing is asked.',
} as const)
