import { worded } from '../language.ts'

/** What is said where one venue is looked at. */
export const venues = worded('venues', {
  label: 'Venue',
  all: 'All venues',
  find: 'Find a venue',
  notFound: (text: string) => `No venue is called “${text}”.`,
  notHere: 'Not on this page',
  only: (venue: string) => `Show only ${venue}`,
  showAll: 'Show all venues',
  unknown: (venue: string) => `There is no venue “${venue}”`,
  unknownText: (organization: string) =>
    `${organization} has no connection there, or has none any more. Show all venues, or choose another.`,
  none: {
    syncs: (venue: string) => `No sync goes to ${venue}`,
    webhooks: (venue: string) => `No webhook came from ${venue}`,
    reconciliations: (venue: string) => `Nothing of ${venue} was compared yet`,
  },
  noneText: {
    syncs: 'A sync is listed at the venue it goes to. What comes from here is listed where it is written.',
    webhooks: 'When one of its providers sends something, it shows here by itself.',
    reconciliations:
      'Compare the records of a connection with what its provider has. Nothing is changed by it.',
  },
} as const)
