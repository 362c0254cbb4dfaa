import { expect, it } from 'vitest'
import { apiKeys } from '../faces/settings-samples.ts'
import { keyNeeds } from './key-need.ts'

const [usual] = apiKeys.filter(({ dueForRotation, unusual }) => !dueForRotation && unusual === null)
if (!usual) throw new Error('there is no usual key among the samples')
const titles = (changes: readonly Partial<typeof usual>[]) =>
  keyNeeds(changes.map((change) => ({ ...usual, status: 'live', ...change }))).map(({ title }) => title)

it.each([
  ['nothing of keys as usual', [{}, {}], []],
  [
    'which were used in an unusual way, and which are old',
    [{ unusual: 'address', dueForRotation: true }, { unusual: 'volume' }],
    ['2 API keys are used in an unusual way', '1 API key is older than 90 days'],
  ],
  [
    'nothing of those that have ended',
    [
      { status: 'revoked', unusual: 'address' },
      { status: 'expired', dueForRotation: true },
    ],
    [],
  ],
] as const)('tells %s', (_what, changes, told) => expect(titles(changes)).toEqual(told))
