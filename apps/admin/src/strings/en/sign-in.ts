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
  tooMany: (wait: string | null) =>
    `Too many tries from here. ${wait === null ? 'Wait a few minutes, then try again.' : `Try again in ${wait}.`}`,
  guessed: (wait: string | null) =>
    `Somebody guesses at this password, so new places wait. Use a browser you have signed in with before, or try again ${wait === null ? 'in an hour' : `in ${wait}`}.`,
  or: 'or',
  sso: (label: string) => `Sign in with ${label}`,
  /** Why the way to the issuer and back did not lead in. */
  refused: {
    said_no: 'You said no there, so you are not signed in.',
    not_invited: 'Nobody has invited you yet. Ask an admin for an invitation to the address you have there.',
    email_unverified: 'Your address is not verified there. Verify it, then try again.',
    email_domain: 'People of your address’s domain don’t sign in here. Use your work address.',
    issuer_unreachable: 'The other side can’t be reached. Try again in a minute, or sign in by password.',
    issuer_answer:
      'What the other side said could not be verified. Try again; if it stays, tell whoever runs Syncline for you.',
    sign_in_over: 'That took too long, or began in another browser. Try again.',
    another_person: 'That is somebody else there. Sign in there as yourself.',
  } as Readonly<Record<string, string>>,
  ended: 'Your session has ended. Sign in to go on where you were.',
  demoTitle: 'This is a demo. Sign in as',
  demoMay: (role: Role) => may[role],
  statement: 'Every change, in the order it happened.',
  statementMore: 'One log that nothing is ever taken out of. Every view on these pages is read from it.',
} as const)
