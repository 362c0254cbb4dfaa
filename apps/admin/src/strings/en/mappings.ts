import type { Entity, ProviderName } from '@syncline/domain/connection'
import { providerTitles } from '@syncline/domain/connection'
import type { TransformName } from '@syncline/domain/mapping'
import { entityPlurals } from './many.ts'

const flow = (entity: Entity, source: ProviderName, target: ProviderName) =>
  `${entityPlurals[entity]} from ${providerTitles[source]} to ${providerTitles[target]}`

export const mappings = {
  title: 'Mappings',
  lead: 'How the fields of one side become those of the other, flow by flow.',
  loading: 'Mappings are being loaded',
  failed: 'Mappings could not be loaded; none changed',
  empty: 'Nothing flows yet',
  emptyText: 'When a flow joins two connections, its mapping shows here.',
  flow,
  becomes: (entity: Entity) => `Written as ${entityPlurals[entity].toLowerCase()}`,
  version: (version: number) => `Version ${version}`,
  origin: {
    published: 'Published here',
    ready: 'Came with Syncline',
    none: 'Records travel as they are',
  },
  back: 'Back to Mappings',
  verdict: (version: number, faults: number, isChanged: boolean) =>
    faults > 0
      ? faults === 1
        ? 'One field needs a look'
        : `${faults} fields need a look`
      : isChanged
        ? `Changed since version ${version}; nothing is in force yet`
        : `Version ${version} is in force`,
  rules: 'Fields',
  rule: (target: string) => `Field ${target}`,
  from: 'From',
  to: 'To',
  fixed: 'A fixed value',
  expression: 'An expression',
  expressionLabel: 'Expression, in JSONata',
  expressionHint: 'Over the whole record. It has a second and no clock.',
  fallback: 'When nothing is there',
  fallbackFixed: 'The value',
  required: 'Required',
  transforms: 'Changed on the way',
  addTransform: 'Add a change',
  choose: 'Choose',
  removeTransform: (name: string) => `Leave out ${name.toLowerCase()}`,
  transform: {
    case: 'Capital letters',
    trim: 'Without spare blanks',
    date: 'As a date',
    number: 'As a number',
    money: 'As an amount of money',
    amount: 'The number of an amount',
    phone: 'As a telephone number',
    country: 'As a country’s code',
    concat: 'Together with others',
    split: 'One part of it',
    lookup: 'Looked up in a table',
    constant: 'Always the same',
    conditional: 'Depending on a field',
  } satisfies Record<TransformName, string>,
  settings: 'Settings, as JSON',
  settingsError: 'This is no JSON object.',
  addRule: 'Add a field',
  removeRule: 'Remove',
  removeRuleOf: (target: string) => `Remove the field ${target}`,
  targetEntity: 'Written as',
  preview: 'On a real record',
  previewShows: 'Which side',
  source: 'Comes in',
  record: 'Becomes',
  body: 'Is sent',
  noSample: 'No record of this flow is there to try it on. The next one that travels will be.',
  noResult: 'It shows when no field needs a look.',
  masked: 'Personal data is masked for your role.',
  clear: 'You see personal data as it is; that you looked is on record.',
  previewing: 'Being tried',
  otherProblems: 'Not in any field above',
  versions: 'Versions',
  inForce: 'in force',
  use: 'Edit from this one',
  useOf: (version: number) => `Edit from version ${version}`,
  cameWith: 'Came with Syncline',
  diff: { added: 'New', removed: 'Gone', changed: 'Changed' },
  nothingChanges: 'The same fields as the version before',
  publish: 'Publish',
  publishTitle: (version: number) => `Publish version ${version}`,
  publishText:
    'It holds for syncs that are asked for from now on, and for those that are retried. What is in line keeps the version it has. An older version can be published again.',
  publishing: 'Publishing',
  published: (version: number) => `Version ${version} is in force.`,
  reason: 'Reason',
  reasonHint: 'For whoever reads the history later.',
  reasonError: 'At least 3 characters.',
  unchanged: 'Nothing is changed.',
  faulty: 'Some fields need a look first.',
  mayNot: (organization: string) => `Admins change mappings. Ask an admin of ${organization}.`,
  newer: 'Somebody published another version meanwhile. Load it and look again.',
  discard: 'Discard changes',
} as const
