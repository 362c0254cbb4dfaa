import { count } from '../en/many.ts'
import type { webhook as Webhook } from '../en/webhook.ts'
import type { webhooks as Webhooks } from '../en/webhooks.ts'
import type { Words } from '../language.ts'

const syncsOf = (value: number) => (value < 2 ? `${count(value)} synchro` : `${count(value)} synchros`)
const lowerFirst = (text: string) => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`

export const webhooks: Words<typeof Webhooks> = {
  title: 'Webhooks',
  caption: 'Webhooks, les plus récents d’abord',
  statuses: { received: 'En file', routed: 'Dirigé', ignored: 'Ignoré', quarantined: 'Quarantaine' },
  bytes: (value) => `${count(value)} o`,
  noneOf: {
    received: 'Rien n’attend d’être dirigé',
    routed: 'Rien n’a encore été dirigé',
    ignored: 'Rien n’a été ignoré',
    quarantined: 'Rien n’est en quarantaine',
  },
  why: {
    unknown_type: () => 'Rien n’est fait de ce type d’événement',
    covered: () => 'Un autre webhook dit le même changement',
    no_flow: () => 'Aucun flux ne l’emmène quelque part',
    echo: () => 'Notre propre changement qui revient',
    other_place: () => 'D’un lieu qui n’est pas celui de la connexion',
    outdated: () => 'Un changement plus récent était déjà en file',
    not_json: (provider) => `Signé par ${provider}, mais le corps n’est pas du JSON`,
    unexpected_shape: (provider) => `Signé par ${provider}, mais le corps ne peut pas être lu`,
    payload_missing: () => 'Ce qui est venu avec n’est plus gardé',
    unknown_account: (provider) => `Il est d’un compte ${provider} qui n’est pas relié`,
  },
  refusals: {
    not_routed_yet: 'Il attend déjà d’être dirigé.',
    replayed_too_often:
      'Il a été rejoué si souvent que rien de plus n’en est gardé. Relancez plutôt ses synchros.',
  },
  webhooksOf: (value) => (value < 2 ? `${count(value)} webhook` : `${count(value)} webhooks`),
  columns: {
    status: 'État',
    event: 'Événement',
    connection: 'Connexion',
    outcome: 'Ce qui en est venu',
    received: 'Reçu',
    id: 'Identifiant',
    size: 'Taille',
    replays: 'Relectures',
  },
  unreadable: 'Événement illisible',
  tabs: 'Vues par état',
  all: 'Tous',
  refused: 'Refusés',
  filters: {
    type: 'Type',
    typeHint: 'En entier, comme le fournisseur l’écrit : customer.updated',
    event: 'Identifiant',
    eventHint: 'L’identifiant du fournisseur, en entier : evt_…',
  },
  newerAnnounced: (value) => `${value} webhooks plus récents. Montrez-les par le bouton de la liste.`,
  keyHints: { move: 'choisir', select: 'cocher', replay: 'rejouer', open: 'ouvrir' },
  loading: 'Chargement des webhooks',
  failed: 'Les webhooks n’ont pas pu être chargés ; aucun n’a changé',
  behind: 'Ceci peut dater d’un instant : les webhooks les plus récents sont encore traités.',
  led: (value) => `A mené à ${syncsOf(value)}`,
  waits: 'Attend d’être dirigé',
  waitsAgain: 'Rejoué, attend d’être dirigé',
  times: (times) => (times === 1 ? 'une fois' : `${times} fois`),
  replayedTimes: (times) => `rejoué ${times}`,
  andReplayed: (what, times) => `${what}, ${times}`,
  replay: 'Rejouer…',
  replayOne: (event) => `Rejouer ${event}`,
  mayNotReplay: (organization) =>
    `Les opérateurs et les admins rejouent les webhooks. Demandez à un admin de ${organization}.`,
  dialog: {
    titleOne: (event) => `Rejouer ${event} ?`,
    text: 'Il est relu et dirigé de nouveau, par les flux d’aujourd’hui. Ce qu’une synchro porte déjà n’est pas renvoyé, et rien de plus récent n’est écrasé.',
    hint: 'Gardé dans l’historique de chaque webhook. De 3 à 500 caractères.',
    submit: 'Rejouer',
    submitting: 'Relecture',
  },
  done: (event) => `${event} est dirigé de nouveau.`,
  empty: {
    title: 'Pas encore de webhook',
    text: 'Un fournisseur relié envoie un webhook quand quelque chose y change. Le premier se montre ici de lui-même.',
    textDemo:
      'Créez un client dans le bac à sable : son webhook se montre ici de lui-même en moins d’une seconde.',
  },
  filteredEmpty: {
    title: 'Rien ne correspond à ces filtres',
    text: 'Aucun webhook ne reste quand tous s’appliquent. Les types et les identifiants s’écrivent en entier.',
    textOne: 'Quand cela change, la ligne se montre ici d’elle-même.',
  },
  refusedList: {
    caption: 'Webhooks refusés, les plus récents d’abord',
    note: 'Les 100 derniers renvoyés à la porte. Rien de ce qu’ils disaient n’est gardé, puisque personne ne sait qui les a envoyés.',
    why: 'Pourquoi',
    size: 'Taille',
    refused: 'Refusé',
    reasons: {
      header_missing: 'Sans signature',
      header_malformed: 'Une signature qui ne peut pas être lue',
      signature_mismatch: 'La signature ne correspond pas : vérifiez le secret sur la connexion',
      too_old: 'Signé il y a trop longtemps : le fournisseur le renvoie',
      from_the_future: 'Signé dans le futur',
      no_secret: 'La connexion n’a pas de secret : entrez-le là',
      oversized: 'Plus grand que ce qui se lit ici',
      unreadable: 'Il n’est pas arrivé entier',
    },
    empty: 'Aucun webhook n’a été refusé',
    emptyText: 'Chacun de ceux qui sont venus était signé par son fournisseur.',
    failed: 'Les webhooks refusés n’ont pas pu être chargés',
  },
}

export const webhook: Words<typeof Webhook> = {
  title: (event, provider) => `${event} de ${provider}`,
  loadingTitle: 'Un webhook',
  loading: 'Chargement du webhook',
  failed: 'Ce webhook n’a pas pu être chargé ; il n’a pas changé',
  missing: 'Ce webhook n’existe pas ici',
  back: 'Retour aux webhooks',
  behind:
    'Ceci montre encore d’anciennes données : les derniers changements sont gardés et en cours de traitement.',
  lead: (connection, ago) => `${connection}. Reçu ${ago}.`,
  story: {
    title: 'Ce qu’il a causé',
    received: 'Reçu',
    stored: 'Gardé',
    verdict: 'Ce qui en est venu',
    signed: (provider) => `Signé par ${provider}`,
    size: (bytes) => `${count(bytes)} octets, scellés`,
    gone: 'N’est plus gardé',
    syncs: 'Ses synchros',
    none: 'Aucune synchro n’en est venue.',
    writtenAs: (provider, id) => `${provider} ${id}`,
  },
  headers: { title: 'En-têtes', none: 'Aucun en-tête n’a été gardé.', masked: 'secrets masqués' },
  payload: {
    title: 'Contenu',
    masked: 'données personnelles masquées',
    copy: 'contenu',
    label: 'Contenu tel qu’il a été envoyé',
    cut: 'Il est plus long que ce qui est montré ici.',
    expired:
      'Ce qui a été envoyé n’est gardé qu’un temps, et ce temps est passé. Ce qui en a été fait reste.',
    erased:
      'Ce qui a été envoyé nommait une personne qui a été effacée, et a été détruit. Ce qui en a été fait reste.',
    unreadable: 'Ce qui a été envoyé ne peut pas être ouvert : ses octets scellés sont abîmés.',
    entries: (value) => (value < 2 ? `${count(value)} entrée` : `${count(value)} entrées`),
  },
  facts: {
    title: 'Sur ce webhook',
    connection: 'Connexion',
    type: 'Type',
    account: 'Compte',
    event: (provider) => `Identifiant ${provider}`,
    delivery: 'Livraison',
    correlation: 'Corrélation',
    replays: 'Rejoué',
    never: 'jamais',
  },
  timeline: {
    received: (provider) => `${provider} l’a envoyé, et la signature était juste`,
    routed: (value) => `Dirigé vers ${syncsOf(value)}`,
    ignored: (why) => `Rien n’a suivi : ${lowerFirst(why)}`,
    quarantined: (why) => `Mis à part : ${lowerFirst(why)}`,
    replayed: (by, reason) => `${by} l’a rejoué : « ${reason} »`,
  },
}
