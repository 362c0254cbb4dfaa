import { worded } from '../language.ts'
import { connections } from './connections.ts'

export const choices = worded('choices', {
  title: 'What it is about',
  stepText: (provider: string) =>
    `${provider} took the credentials. This is what it has; what is chosen here can be changed later on the connection’s page.`,
  loading: 'What there is to choose from is being loaded',
  failed: 'What there is to choose from could not be loaded; nothing changed',
  none: (provider: string) => `${provider} has none yet.`,
  noneMake: (provider: string) => `${provider} has none yet. Make one here, or there.`,
  open: 'Choose one',
  unchosen: 'Nothing is chosen, so nothing travels.',
  usual: (name: string) => `Nobody chose: until somebody does, it is “${name}”.`,
  usualOption: (name: string) => `${name}, until somebody chooses`,
  usualGone:
    'Nobody chose, and what would be taken then is not there any more: what needs it is refused. Choose one.',
  gone: (name: string) => `${name} (not there any more)`,
  save: 'Choose',
  saving: 'Choosing',
  saved: (name: string) => `${name} is chosen. It is felt within half a minute.`,
  savedNone: 'Nothing in particular is chosen. It is felt within half a minute.',
  same: 'It is chosen already.',
  pick: 'Choose one first.',
  lookAgain: 'Look again',
  looking: 'Looking',
  add: 'Make a new one',
  adding: {
    title: (what: string, provider: string) => `A new one at ${provider}: ${what.toLowerCase()}`,
    text: (provider: string) =>
      `${provider} asks for all of it, as mail laws do. It is made at once and can be undone there only.`,
    submit: 'Make it',
    submitting: 'Making it',
    needed: 'This is needed.',
    wrong: 'This will not do.',
  },
  goOn: 'Go on',
  mayNot: connections.policy.mayNot,
  isOff: 'It is switched off: nothing is asked.',
} as const)
