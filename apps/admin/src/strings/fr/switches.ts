import type { Entity } from '@syncline/domain/connection'
import { count, midSentence } from '../en/many.ts'
import type { switches as English } from '../en/switches.ts'
import type { Words } from '../language.ts'
import { entityPlurals } from './entities.ts'

const mayNot = (organization: string) => `Les admins changent cela. Demandez à un admin de ${organization}.`
const plural = (entity: Entity) => entityPlurals[entity]

export const switches: Words<typeof English> = {
  title: 'Tout à la fois',
  text: 'Un interrupteur pour tout ce que cette organisation envoie. Éteint, rien ne part chez un fournisseur et rien n’y est lu ; les webhooks sont toujours gardés, et ce qui attend n’use aucun essai.',
  off: (reason) =>
    `Tout est éteint : « ${reason} » Rien ne part chez un fournisseur ; les webhooks sont toujours gardés.`,
  away: (provider) =>
    `Qui exploite cette installation a éteint ${provider}. Rien n’y part ; les webhooks sont toujours gardés.`,
  switchOff: 'Tout éteindre',
  switchOn: 'Tout rallumer',
  switching: 'En cours',
  offTitle: (organization) => `Éteindre ${organization}`,
  offText: (connections) =>
    `Rien ne part ni n’est lu par ${connections === 1 ? 'sa connexion' : `ses ${connections} connexions`} avant d’être rallumé. Ce qui est en route est achevé.`,
  doneOff: 'Tout est éteint. Les webhooks sont toujours gardés.',
  doneOn: 'Tout est rallumé. Ce qui attendait part maintenant.',
  mayNot,
  reason: 'Motif',
  reasonHint: 'Gardé avec ce qui s’est passé, lisible par tous.',
  refusals: { is_off: 'C’est déjà éteint.', is_on: 'C’est déjà allumé.' },
  flow: {
    action: 'En retirer un…',
    title: 'Retirer un flux',
    which: 'Lequel',
    name: (entity, from, to) => `${plural(entity)} : ${from} → ${to}`,
    stops: (entity, from, to) =>
      `${plural(entity)} : dès le prochain, aucun changement chez ${from} n’atteint plus ${to}.`,
    inLine: (value) =>
      value === null
        ? 'Ce qui est en file est compté ; cela part encore.'
        : value === 0
          ? 'Rien n’est en file.'
          : `${count(value)} en file ${value === 1 ? 'part' : 'partent'} encore.`,
    stays: (to) =>
      `Ce qui a été écrit chez ${to} y reste. Choisi de nouveau, le flux reprend avec sa correspondance.`,
    submit: 'Le retirer',
    submitting: 'Retrait en cours',
    done: (entity, to) => `${to} ne reçoit plus rien de : ${midSentence(plural(entity))}.`,
    gone: 'Il a été retiré entre-temps.',
    mayNot,
  },
}
