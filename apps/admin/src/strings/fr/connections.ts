import type { Entity } from '@syncline/domain/connection'
import type { connections as English } from '../en/connections.ts'
import type { Words } from '../language.ts'
import { entityPlurals } from './entities.ts'

const ask = (organization: string) => `Demandez à un admin de ${organization}.`
const entitiesOf = (entities: readonly Entity[]) => {
  const text = entities
    .map((entity) => entityPlurals[entity].toLowerCase())
    .join(', ')
    .replace(/, ([^,]*)$/, ' et $1')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
const retriesOf = (value: number) =>
  value === 0 ? 'Aucune reprise' : value === 1 ? '1 reprise' : `${value} reprises`

export const connections: Words<typeof English> = {
  title: 'Connexions',
  loading: 'Chargement des connexions',
  failed: 'Les connexions n’ont pas pu être chargées ; aucune n’a changé',
  lead: (value) => (value === 1 ? '1 connexion' : `${value} connexions`),
  verdict: (all, parts) =>
    parts.length === 0 ? `${all}, aucune n’a besoin de quelqu’un.` : `${all} : ${parts.join(', ')}.`,
  matters: {
    reconnect: (value) => `${value} à reconnecter`,
    down: (value) => `${value} en panne`,
    resting: (value) => `${value} au repos`,
    degraded: (value) => (value === 1 ? '1 affaiblie' : `${value} affaiblies`),
    failing: (value) => `${value} avec des échecs`,
    off: (value) => (value === 1 ? '1 éteinte' : `${value} éteintes`),
  },
  empty: 'Rien n’est encore relié',
  emptyText:
    'Une connexion relie un lieu à un fournisseur. Dès qu’il y en a une, elle se montre ici avec ce qui y circule.',
  missing: 'Cette connexion n’existe pas ici',
  back: 'Retour aux connexions',
  breadcrumb: 'Vous êtes ici',
  venueText: (value, finished) =>
    `${value === 1 ? '1 connexion' : `${value} connexions`}${finished === null ? '' : `, ${finished} synchros en 24 h`}`,
  dayText: (through, failed) =>
    `${through} passées en 24 h, ${failed === null ? 'aucune' : failed} en échec.`,
  limit: 'Limite',
  breaker: 'Disjoncteur',
  breakerClosed: (value) => (value === 0 ? 'Fermé' : `Fermé, ${value === 1 ? '1 échec' : `${value} échecs`}`),
  breakerOpen: 'Ouvert, un appel',
  breakerTrial: 'Un appel est parti',
  credential: 'Clé',
  noCredential: 'Aucune',
  credentialText: (ending, days) =>
    `${ending ?? 'Donnée'}, ${days === 0 ? 'aujourd’hui' : days === 1 ? '1 jour' : `${days} jours`}`,
  nextRun: 'Prochaine lecture',
  noRun: 'Pas prévue',
  foot: {
    named: (what, name) => `${what} : ${name}`,
    off: (reason) => `« ${reason} » Les webhooks sont toujours gardés.`,
    reconnect: 'Ce qui y va attend ; rien n’est perdu.',
    resting: (value) =>
      `${value === 1 ? '1 échec' : `${value} échecs`} de suite. Ce qui attend n’use aucun essai.`,
    down: 'Les derniers regards n’y ont trouvé personne.',
    degraded: 'Il répond lentement, ou pas toujours.',
    failed: (value) => `${value} en échec en 24 h.`,
    seeFailed: 'Voir les échecs',
    see: 'Voir pourquoi',
    old: 'La clé a plus de 90 jours.',
    rotate: 'Renouveler…',
  },
  sendTest: {
    send: 'Envoyer un essai',
    waiting: (provider) => `Le bac à sable change quelque chose chez ${provider} ; son webhook est en route.`,
    arrived: 'Arrivé :',
    mayNot: (organization) => `Les admins envoient les essais. ${ask(organization)}`,
  },
  signIn: {
    done: (name) => `${name} est relié.`,
    saidNo: 'L’accès a été refusé chez le fournisseur. Rien n’a été relié ; recommencez quand vous voudrez.',
    over: 'Cette connexion était finie : déjà utilisée, vieille d’un quart d’heure, ou commencée par quelqu’un d’autre. Rien n’a changé ; recommencez.',
    anotherAccount:
      'C’était un autre compte que celui de cette connexion. Rien n’a changé : connectez-vous à son compte, ou reliez l’autre par une connexion à lui.',
    notDone: 'La connexion n’a pas marché.',
    provider: 'le fournisseur',
    needed: 'À reconnecter',
    neededText: (provider) =>
      `${provider} ne nous laisse plus entrer. Rien n’y va ni n’en vient tant que personne ne se reconnecte.`,
    since: 'Depuis',
    again: 'Se reconnecter',
    mayNot: (organization) => `Les admins reconnectent. ${ask(organization)}`,
  },
  webhook: 'Adresse des webhooks',
  webhookHint: (provider) => `${provider} envoie ici ses webhooks, signés avec le secret de cette connexion.`,
  about: 'Sur cette connexion',
  flows: 'Ce qui circule',
  out: (entities, name) => `${entitiesOf(entities)} vers ${name}`,
  in: (entities, name) => `${entitiesOf(entities)} depuis ${name}`,
  noFlows: 'Rien n’y circule.',
  chooseFlows: 'Choisir ce qui circule…',
  mayNotChooseFlows: (organization) => `Les admins choisissent ce qui circule. ${ask(organization)}`,
  facts: 'Ce qui est montré',
  usualFacts: 'L’habituel',
  account: 'Compte chez le fournisseur',
  noAccount: 'Aucun en particulier',
  id: 'Identifiant de la connexion',
  retries: 'Reprises',
  retriesShort: (value, first) =>
    first === null ? retriesOf(value) : `${retriesOf(value)}, la première après ${first}`,
  retriesNow: (what, usual) =>
    usual ? `${what}, comme d’habitude.` : `${what}, réglé pour cette connexion.`,
  conflicts: {
    title: 'Quand les deux côtés ont changé',
    text: 'Une fiche peut changer à sa source et ici avant que les deux s’accordent. Se choisit pour chaque flux, et vaut pour les conflits trouvés à partir de maintenant.',
    flow: (entity, source) => `${entityPlurals[entity]} de ${source}`,
    policies: {
      source_wins: 'La source l’emporte : son changement est écrit par-dessus celui d’ici',
      target_wins: 'Ce côté l’emporte : son changement reste, l’autre n’est pas envoyé',
      newest_wins: 'Le plus récent l’emporte : le dernier changement reste',
      ask: 'Demander : la fiche attend que quelqu’un ait comparé les deux',
    },
    saved: 'Enregistré. Vaut pour les conflits trouvés à partir de maintenant.',
  },
  policy: {
    text: (name) =>
      `Quand ${name} ne peut pas être écrit pendant un temps, une synchro est reprise d’elle-même. Vaut pour les synchros demandées à partir de maintenant ; ce qui est en file garde ses attentes.`,
    how: 'Comment les attentes se disent',
    doubling: 'En doublant',
    list: 'Une à une',
    retries: 'Reprises',
    retriesHint: (most) => `De 0 à ${most}. Avec 0, elle attend aussitôt quelqu’un.`,
    first: 'Première attente, en secondes',
    firstHint: 'Chaque attente suivante est deux fois plus longue, une heure au plus.',
    seconds: 'Attentes, en secondes',
    secondsHint: (most) => `Dans leur ordre, jusqu’à ${most} : par exemple 2, 10, 60.`,
    notRetries: (most) => `Un nombre entier de 0 à ${most}.`,
    notWait: (longest) => `Un nombre de secondes de 0 à ${longest}.`,
    notWaits: (longest) => `Des nombres de secondes de 0 à ${longest}, séparés par des virgules.`,
    tooMany: (most) => `Il y en a plus de ${most}.`,
    preview: 'Quand les essais partent',
    try: (number) => `Essai ${number}`,
    at: (after) => `après ${after}`,
    atOnce: 'aussitôt',
    givesUp: (after) => `Après ${after} sans succès, elle attend quelqu’un.`,
    givesUpAtOnce: 'Après le premier essai sans succès, elle attend quelqu’un.',
    jitter:
      'Les attentes varient d’un quart au plus, et un fournisseur qui demande plus longtemps l’obtient.',
    save: 'Enregistrer',
    saving: 'Enregistrement',
    reset: 'Reprendre les habituelles',
    saved: 'Enregistré. Vaut pour les synchros demandées à partir de maintenant.',
    mayNot: (organization) => `Les admins changent cela. ${ask(organization)}`,
    unchanged: 'Rien n’est changé.',
    isUsual: 'Elle a les habituelles.',
  },
}
