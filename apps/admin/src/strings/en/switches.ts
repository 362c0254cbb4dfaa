import type { Entity } from '@syncline/domain/connection'
import { worded } from '../language.ts'
import { connections } from './connections.ts'
import { custody } from './custody.ts'
import { midSentence } from './many.ts'
import { syncs } from './syncs.ts'

const plural = (entity: Entity) => syncs.entityPlural[entity]

/** The organization’s own switch, and taking away a single flow. */
export const switches = worded('switches', {
  title: 'Everything at once',
  text: 'One switch for all that this organization sends. Switched off, nothing leaves to any provider and nothing is read; webhooks are still stored, and what waits burns no try.',
  off: (reason: string) =>
    `Everything is switched off: “${reason}” Nothing leaves to any provider; webhooks are still stored.`,
  away: (provider: string) =>
    `Whoever runs this installation has switched ${provider} off. Nothing leaves to it; webhooks are still stored.`,
  switchOff: 'Switch everything off',
  switchOn: 'Switch everything on',
  switching: 'Switching',
  offTitle: (organization: string) => `Switch ${organization} off`,
  offText: (connections: number) =>
    `Nothing leaves to ${connections === 1 ? 'its connection' : `any of its ${connections} connections`} or is read from there until it is switched on again. What is on its way is finished.`,
  doneOff: 'Everything is switched off. Webhooks are still stored.',
  doneOn: 'Everything is switched on. What waited goes out now.',
  mayNot: connections.policy.mayNot,
  reason: custody.end.reason,
  reasonHint: custody.end.reasonHint,
  refusals: { is_off: 'It is switched off already.', is_on: 'It is on already.' },
  flow: {
    action: 'Take one away…',
    title: 'Take a flow away',
    which: 'Which one',
    name: (entity: Entity, from: string, to: string) => `${plural(entity)}: ${from} → ${to}`,
    stops: (entity: Entity, from: string, to: string) =>
      `No change of ${midSentence(plural(entity))} at ${from} reaches ${to} any more, from the next one on.`,
    inLine: (value: number | null) =>
      value === null
        ? 'What is in line is being counted; it still goes out.'
        : value === 0
          ? 'Nothing is in line.'
          : `${value === 1 ? '1 sync is' : `${value.toLocaleString('en-GB')} syncs are`} in line and still ${value === 1 ? 'goes' : 'go'} out.`,
    stays: (to: string) =>
      `What was written to ${to} stays there. Chosen again later, it goes on with the mapping it has.`,
    submit: 'Take it away',
    submitting: 'Taking it away',
    done: (entity: Entity, to: string) => `${plural(entity)} travel to ${to} no more.`,
    gone: 'It was taken away meanwhile.',
    mayNot: connections.mayNotChooseFlows,
  },
} as const)
