import type { Role } from '@syncline/domain/access'
import { worded } from '../language.ts'

const may: Record<Role, string> = {
  admin: 'may do everything',
  operator: 'retries and skips syncs',
  auditor: 'reads everything, changes nothing',
}

export const signIn = worded('signIn', {
  title: 'Sign in',
  lead: 'See where every record went, and what became of it.',
  email: 'E-mail',
  password: 'Password',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  submit: 'Sign in',
  submitting: 'Signing in',
  emailMissing: 'Enter your e-mail address.',
  passwordMissing: 'Enter your password.',
  wrong: 'E-mail and password do not belong together. Check both and try again.',
  tooMany: (seconds: number | null) =>
    seconds === null
      ? 'Too many tries from here. Wait a few minutes, then try again.'
      : `Too many tries from here. Try again in ${seconds} s.`,
  ended: 'Your session has ended. Sign in to go on where you were.',
  demoTitle: 'This is a demo. Sign in as',
  demoMay: (role: Role) => may[role],
  statement: 'Every change, in the order it happened.',
  statementMore: 'One log that nothing is ever taken out of. Every view on these pages is read from it.',
} as const)
