import { worded } from '../language.ts'

export const figures = worded('figures', {
  title: 'Figures',
  text: (provider: string) =>
    `What ${provider} counted and what was paid between two moments: made is counted when it was made, money when it moved.`,
  loading: 'The figures are being loaded',
  failed: 'The figures could not be loaded; nothing changed',
  from: 'From',
  to: 'To',
  order: 'The end is not after the beginning.',
  turned: 'Choose an end that is after its beginning.',
  asOf: 'as of',
} as const)
