import { worded } from '../language.ts'

export const refusal = worded('refusal', {
  title: 'An error',
  loading: 'The error is being looked up',
  failed: 'This error could not be looked up',
  missing: 'This error id leads nowhere',
  missingText:
    'It may be another organization’s, from before somebody signed in, or so old that newer ones took its place. The service’s own log may still have it.',
  back: 'Back to Overview',
  asked: 'What was asked',
  when: 'When',
  caller: 'For whom',
  callers: {
    person: (end: string) => `a person whose id ends in ${end}`,
    program: (end: string) => `an API key whose id ends in ${end}`,
    self: 'you',
  },
  code: 'Code',
  errorId: 'Error id',
  correlation: 'Correlation',
  facts: 'About this error',
  told: 'What was told',
  detailsLabel: 'Details of the error',
  entries: (value: number) => (value === 1 ? '1 entry' : `${value} entries`),
  about: 'What it was about',
  todo: 'What to do',
} as const)
