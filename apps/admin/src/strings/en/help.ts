import { worded } from '../language.ts'

/** What each page is for, and the words on it. */
export const help = worded('help', {
  title: 'Help on this page',
  close: 'Close the help',
  keys: 'Show all keys',
  search: 'Paste any id into the search to open what it belongs to.',
  pages: {
    overview: {
      title: 'Overview',
      text: 'What needs a person, where everything stands that was asked for, and how it went over time.',
      terms: [
        ['It adds up', 'Every sync is counted in exactly one place, and the log counts the same.'],
        ['p50, p95, p99', 'Half, 95 % and 99 % of all tries were at least as fast as this.'],
        ['Tries and syncs', 'A sync may take several tries. One that got through on the third did not fail.'],
        ['Healthy', 'Of one connection: what was sent there of late got through.'],
        [
          'Venue',
          'Choose one beside the organization, or press V: every page shows it alone, and a link to it too.',
        ],
      ],
    },
    syncs: {
      title: 'Syncs',
      text: 'A sync brings one record from where it changed to where it is wanted. Each stands here once, with what became of it.',
      terms: [
        [
          'Waiting',
          'For a limit, a provider that rests, or a sign-in. It goes by itself, and no try is lost.',
        ],
        ['Failed', 'A person is needed. The row says what happened; the sync says what to do.'],
        ['Outcome unknown', 'It may have gone through. We ask the provider before anything else is tried.'],
        ['Skipped', 'A person set it aside, with a reason. It can be retried at any time.'],
        ['Venue', 'A sync is listed at the venue it goes to.'],
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
    connection: {
      title: 'One connection',
      text: 'How its provider answers, what is kept for it, what flows, and how it is tried again.',
      terms: [
        [
          'Resting',
          'It failed several times in a row, so nothing is sent for a while. One call tries it first.',
        ],
        ['Calls it gets', 'How much of what the provider allows is used up. What can’t go now waits.'],
        ['Rotate', 'A new secret comes beside the one before, until that is retired.'],
        ['Kept answers', 'What rarely changes there is asked for now and then, and kept meanwhile.'],
        ['Switch off', 'Nothing leaves while it is off. Webhooks are still stored, and nothing is lost.'],
      ],
    },
    connect: {
      title: 'Connect a provider',
      text: 'Provider, credentials, what it is about, what flows: one decision at a time.',
      terms: [
        ['Test', 'Asks the provider whether it takes the credentials. Nothing is kept before it does.'],
        ['What flows', 'Chosen records travel from their next change on. More can be chosen later.'],
      ],
    },
    mappings: {
      title: 'Mappings',
      text: 'How the fields of one side become those of the other, one mapping for each flow.',
      terms: [
        ['Version', 'Each change is published as a new one. What is in line keeps the version it has.'],
        ['As they are', 'Where there is no mapping, each field goes to the field of its name.'],
      ],
    },
    mapping: {
      title: 'One mapping',
      text: 'Its fields at the left, what they make of a real record at the right. Nothing holds before it is published.',
      terms: [
        ['Required', 'Without this field a sync stops and says so, rather than send half.'],
        ['When nothing is there', 'What is sent where the source has no value.'],
        ['Changed on the way', 'Steps that a value goes through, as trimming or a phone number’s country.'],
        ['Expression', 'JSONata over the whole source record, for what no step can do.'],
        ['Use an older version', 'Takes it as a draft. It holds once it is published again.'],
      ],
    },
    runs: {
      title: 'Runs',
      text: 'Reading what a provider has, page by page, so that nothing is missed that no webhook told of.',
      terms: [
        ['All', 'Reads everything there is. What is the same on both sides is left as it is.'],
        ['Changed since', 'Reads what changed since the run before.'],
        ['Carried on', 'A run goes on after the last page it finished, also after a crash.'],
      ],
    },
    reconciliation: {
      title: 'Reconciliation',
      text: 'Compares both sides record by record, and says what differs.',
      terms: [['A report', 'Of one flow and one time. It changes nothing by itself.']],
    },
    report: {
      title: 'One report',
      text: 'What differs between both sides, each difference with what can be done about it.',
      terms: [
        ['Push ours', 'Writes the record from here once more.'],
        ['Ignore', 'Leaves the difference as it is, with a reason.'],
      ],
    },
    events: {
      title: 'Events',
      text: 'The log itself: every fact in the order it was written. Everything else on these pages is read from it.',
      terms: [
        ['Position', 'The place in the log. It only ever grows.'],
        ['History', 'All events of one thing, as of one sync or one connection.'],
        ['Correlation', 'All events that one change brought along, from the webhook to the last effect.'],
      ],
    },
    event: {
      title: 'One event',
      text: 'What it says, what led to it, and what followed.',
      terms: [
        ['Sealed', 'Personal data and secrets are kept under a key and shown to nobody here.'],
        ['Occurred, recorded', 'When it happened at its source, and when it was written down.'],
      ],
    },
    keys: {
      title: 'API keys',
      text: 'Keys let programs call Syncline for this organization. A key does what its scopes say and nothing more.',
      terms: [
        ['Rotate', 'Makes a new key. Both work for as long as you choose, so that nothing stands still.'],
        ['Revoke', 'Ends a key at once, for good.'],
        ['Used from an address not seen before', 'If that was not you, revoke the key.'],
      ],
    },
    audit: {
      title: 'Audit',
      text: 'Who did what, when and from where. An entry is written with what it tells of, and never changed.',
      terms: [
        ['Outcome', '“Done”, or why it was refused. What was refused changed nothing.'],
        ['Before, asked for', 'Unfold an entry to see both. Secrets are left out.'],
        ['Columns', 'Choose more of them. They stay in the address, and in a saved view.'],
      ],
    },
    privacy: {
      title: 'Privacy',
      text: 'Reasons and names that people type are searched for what tells of a person, before they are stored.',
      terms: [
        ['Mask', 'The kind of what was found stands in its place: [email].'],
        ['Confidence', 'How sure the search is. What is unsure is shown, and left as it is.'],
      ],
    },
    erasure: {
      title: 'Erasure',
      text: 'Erasing a person destroys the keys that their names and records are sealed under. The log stays whole.',
      terms: [
        ['What would be destroyed', 'Shown before anything is done. Look through it first.'],
        ['Unknown writes', 'Sent for the person and never answered. Look those up at the provider.'],
      ],
    },
    people: {
      title: 'People',
      text: 'Who belongs to this organization, and what they may do.',
      terms: [
        ['Admin', 'Does everything: connections, keys, people and erasure too.'],
        ['Operator', 'Retries, skips, replays, requests, refunds and settles conflicts.'],
        ['Auditor', 'Sees everything and changes nothing.'],
      ],
    },
    account: {
      title: 'Your account',
      text: 'Your password, the code at sign-in, and where you are signed in.',
      terms: [
        ['Code at sign-in', 'Six digits from an app on your phone, besides the password.'],
        ['Recovery codes', 'Each lets you in once when the phone is not at hand. Keep them apart from it.'],
      ],
    },
    other: {
      title: 'Syncline',
      text: 'Brings records from one provider to another, and keeps every fact in one log that nothing is taken out of.',
      terms: [],
    },
  },
} as const)
