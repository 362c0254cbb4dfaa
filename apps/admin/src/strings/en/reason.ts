import { worded } from '../language.ts'

/** Who did something, and why. */
export const reason = worded('reason', {
  label: 'Reason',
  optional: 'Reason (optional)',
  hint: 'Others read this in the history: say why it does not matter. 3 to 500 characters.',
  longHint: 'Kept in the history. 3 to 500 characters.',
  optionalHint: 'Kept in the history.',
  tooShort: 'Write at least 3 characters, or leave it empty.',
  missing: 'Say why, in at least 3 characters.',
  someone: 'somebody',
  parts: { system: 'Syncline', key: 'an API key' },
} as const)
