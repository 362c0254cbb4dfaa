import type { venues as English } from '../en/venues.ts'
import type { Words } from '../language.ts'

export const venues: Words<typeof English> = {
  label: 'Lieu',
  all: 'Tous les lieux',
  find: 'Trouver un lieu',
  notFound: (text) => `Aucun lieu ne s’appelle « ${text} ».`,
  notHere: 'Pas sur cette page',
  only: (venue) => `Ne montrer que ${venue}`,
  showAll: 'Montrer tous les lieux',
  unknown: (venue) => `Il n’y a pas de lieu « ${venue} »`,
  unknownText: (organization) =>
    `${organization} n’y a aucune connexion, ou n’en a plus. Montrez tous les lieux, ou choisissez-en un autre.`,
  none: {
    syncs: (venue) => `Aucune synchro ne va à ${venue}`,
    webhooks: (venue) => `Aucun webhook n’est venu de ${venue}`,
    reconciliations: (venue) => `Rien de ${venue} n’a encore été comparé`,
  },
  noneText: {
    syncs: 'Une synchro est listée au lieu où elle va. Ce qui part d’ici est listé là où c’est écrit.',
    webhooks: 'Dès qu’un de ses fournisseurs envoie quelque chose, cela paraît ici de soi-même.',
    reconciliations: 'Comparez les fiches d’une connexion à ce qu’a son fournisseur. Rien n’en est changé.',
  },
}
