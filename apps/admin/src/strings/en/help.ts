import { worded } from '../language.ts'

/** What each page is for, and the words on it. */
export const help = worded('help', {
  title: 'Help on this page',
  close: 'Close the help',
  keys: 'Show all keys',
  search: 'Paste any id into the search to open what it belongs to.',
  pages: {
    syncs: {
      title: 'Syncs',
      text: 'A sync brings one record from where it changed to where it is wanted. Each stands here once, with what became of it.',
      terms: [
        ['Waiting', 'For a limit, a breaker or a sign-in. It goes by itself, and no try is lost.'],
        ['Failed', 'A person is needed. The row says what happened; the sync says what to do.'],
        ['Outcome unknown', 'It may have gone through. We ask the provider before anything else is tried.'],
        ['Skipped', 'A person set it aside, with a reason. It can be retried at any time.'],
        [
          'Many at once',
          'Tick rows, or filter and select all that match. You see how many, give a reason, and can stop it on the way.',
        ],
        [
          'Views',
          'Filters and columns are in the address. Save them under a name, and everybody here has them.',
        ],
      ],
    },
    sync: {
      title: 'One sync',
      text: 'What happened, what to do, what led to what, and every try with its request beside the answer.',
      terms: [
        [
          'Tries',
          'Each time it went out. A retry never writes twice: the same request carries the same key.',
        ],
        ['Timeline', 'Every fact of this sync in the order it happened. None is ever changed.'],
        ['Correlation id', 'One id from the webhook to the last effect. Search for it to see all of it.'],
      ],
    },
    webhooks: {
      title: 'Webhooks',
      text: 'What providers told us, as it arrived, and what came of it.',
      terms: [
        ['Routed', 'Read, and led to syncs where a flow wants it.'],
        ['Ignored', 'Nothing had to be done. The row says why.'],
        ['Quarantined', 'Signed by the provider, but it could not be read. Its bytes are kept.'],
        ['Refused', 'The signature did not fit. Nothing of it is kept.'],
        ['Replay', 'Reads it again by today’s flows. Nothing is sent twice, nothing newer is overwritten.'],
      ],
    },
    webhook: {
      title: 'One webhook',
      text: 'What arrived, with secrets and personal data masked, and the syncs that came of it.',
      terms: [['Payload', 'Kept for a set time. After that the facts remain, and it can’t be replayed.']],
    },
    connections: {
      title: 'Connections',
      text: 'The accounts at providers that Syncline reads from and writes to.',
      terms: [
        ['Flow', 'Which records go from one connection to another.'],
        ['Conflict', 'What happens when both sides changed: ours, theirs, or a person is asked.'],
        ['Retry waits', 'How long each retry waits before it goes out.'],
      ],
    },
    other: {
      title: 'Syncline',
      text: 'Brings records from one provider to another, and keeps every fact in one log that nothing is taken out of.',
      terms: [],
    },
  },
} as const)
