import type { bulkDialog as BulkDialog } from '../en/bulk-dialog.ts'
import type { list as English } from '../en/list.ts'
import { count } from '../en/many.ts'
import type { viewForm as ViewForm } from '../en/view-form.ts'
import type { Words } from '../language.ts'

const syncsOf = (value: number) => (value < 2 ? `${count(value)} synchro` : `${count(value)} synchros`)
const plural = (value: number) => (value < 2 ? '' : 's')

const things = (replay: boolean, one: boolean) =>
  replay ? (one ? 'webhook' : 'webhooks') : one ? 'synchro' : 'synchros'
const title = (verb: string, replay: boolean) => (value: string, one: boolean) =>
  `${verb} ${value} ${things(replay, one)} ?`
const completed = {
  retry: (done: number) => `${syncsOf(done)} remise${plural(done)} en file`,
  skip: (done: number) => `${syncsOf(done)} écartée${plural(done)}`,
  replay: (done: number) => `${count(done)} webhook${plural(done)} remis en file`,
}
const stopped = (text: (done: number) => string) => (done: number) => `Arrêté. ${text(done)}`

export const list: Words<typeof English> = {
  sums: {
    both: (one, other) => `${one} et ${other}`,
    others: (one, other) => `${one}, ${other} et d’autres`,
    atLeast: (sum) => `${sum}+`,
  },
  selection: {
    bar: 'Ce qui est coché',
    select: 'Cocher',
    done: 'Terminé',
    one: (record) => `Cocher ${record}`,
    page: 'Cocher toute cette page',
    count: (value) => `${count(value)} coché${plural(value)}`,
    all: (matching) => `Les ${matching} qui correspondent sont cochés`,
    or: 'ou',
    selectAll: (matching) => `cocher les ${matching} qui correspondent`,
    act: {
      retry: (value) => `Relancer ${value}…`,
      skip: (value) => `Écarter ${value}…`,
      replay: (value) => `Rejouer ${value}…`,
    },
    can: {
      retry: (value) => `${count(value)} à relancer`,
      skip: (value) => `${count(value)} à écarter`,
      replay: (value) => `${count(value)} à rejouer`,
    },
    none: {
      retry: 'Aucune de celles-ci ne peut être relancée.',
      skip: 'Aucune de celles-ci ne peut être écartée.',
      replay: 'Aucun de ceux-ci ne peut être rejoué.',
    },
    clear: 'Tout décocher',
    held: 'Le direct attend tant que des lignes sont cochées',
    full: (most) => `On peut cocher ${count(most)} lignes. Filtrez plutôt, et cochez tout ce qui correspond.`,
  },
  bulk: {
    card: 'Commande groupée',
    running: { retry: 'Relance', skip: 'Mise à l’écart', replay: 'Relecture' },
    progress: (gone, total) => `${gone} sur ${total} traités`,
    completed,
    stopped: {
      retry: stopped(completed.retry),
      skip: stopped(completed.skip),
      replay: stopped(completed.replay),
    },
    left: (parts) => `Laissés tels quels : ${parts}.`,
    reasons: {
      already_synced: (value) => `${count(value)} déjà synchronisée${plural(value)}`,
      running: (value) => `${count(value)} en cours à ce moment`,
      in_line: (value) => `${count(value)} déjà en file`,
      already_skipped: (value) => `${count(value)} déjà écartée${plural(value)}`,
      already_cancelled: (value) => `${count(value)} déjà annulée${plural(value)}`,
      awaits_choice: (value) => `${count(value)} dans l’attente d’un choix`,
      not_routed_yet: (value) => `${count(value)} qui attendent déjà d’être dirigés`,
      replayed_too_often: (value) => `${count(value)} rejoués trop souvent`,
      payload_expired: (value) => `${count(value)} plus gardés`,
      changed_meanwhile: (value) => `${count(value)} qui changeaient à ce moment`,
      not_found: (value) => `${count(value)} plus là`,
      unreadable: (value) => `${count(value)} qui n’ont pas pu être lus`,
    },
    failed: 'Son avance n’a pas pu être lue ; elle continue quand même.',
    by: (name) => `Demandé par ${name}`,
    stop: 'Arrêter',
    stopping: 'Arrêt',
    dismiss: 'Fermer cette carte',
  },
  filters: {
    label: 'Filtres',
    any: 'tous',
    status: 'État',
    connection: 'Connexion',
    venue: 'Lieu',
    allVenues: 'Tous les lieux',
    entity: 'Objet',
    time: 'Période',
    some: (first, more) => `${first} et ${more} de plus`,
    unknownConnection: 'une hors de la liste',
    hour: 'dernière heure',
    day: 'dernières 24 heures',
    week: '7 derniers jours',
    month: '30 derniers jours',
    custom: 'de … à …',
    between: (from, to) => `du ${from} au ${to}`,
    since: (from) => `depuis ${from}`,
    until: (to) => `jusqu’à ${to}`,
    from: 'De',
    to: 'À',
    zone: (place) => `Heures de ${place}`,
    apply: 'Appliquer',
    order: 'La fin précède le début.',
    clearAll: 'Effacer les filtres',
    active: (value) => (value === 0 ? 'Filtres' : `${value} filtre${plural(value)}`),
    show: (matching) => `Terminé, ${matching}`,
  },
  matching: (value, one) => (one ? '1 correspond' : `${value} correspondent`),
  heldMenu: 'Le direct attend tant qu’un menu est ouvert',
  heldScroll: 'Le direct attend tant que vous êtes plus bas',
  columns: 'Colonnes',
  usualColumns: 'Les colonnes habituelles',
  printed: {
    everything: 'Tout, sans filtre',
    filter: (name, value) => `${name} : ${value}`,
    when: (organization, at, place) => `${organization}, imprimé le ${at}, heures de ${place}`,
  },
  export: 'Exporter en CSV',
  exportAll: 'Tout ce que contient cette liste',
  exportHint: (most) => `Tout ce qui correspond à ces filtres, jusqu’à ${most} lignes`,
  views: {
    label: 'Vues',
    save: 'Garder cette vue',
    remove: (name) => `Retirer la vue ${name}`,
    by: (name) => `Gardée par ${name}`,
    mayNot: (organization) =>
      `Les opérateurs et les admins gardent des vues. Demandez à un admin de ${organization}.`,
  },
  newer: (value) => `Montrer ${value} de plus récents`,
  range: {
    part: (rows, matching) => `${rows} sur ${matching}`,
    all: (rows) => (rows === 1 ? 'Le seul' : `Les ${rows}`),
  },
  paging: 'Pages de la liste',
  previous: 'Plus récents',
  next: 'Plus anciens',
  allKeys: 'toutes les touches',
}

export const viewForm: Words<typeof ViewForm> = {
  title: 'Garder cette vue',
  text: 'Ses filtres et ses colonnes, sous un nom. Toute votre organisation la voit.',
  name: 'Nom',
  nameMissing: 'Donnez-lui un nom.',
  conflicts: {
    name_taken: 'Une vue de ce nom est déjà là. Choisissez un autre nom.',
    too_many: 'Il y a autant de vues que cette liste peut en tenir. Retirez-en une d’abord.',
  },
  submit: 'Garder',
  submitting: 'Un instant',
  file: 'Toutes les vues en CSV',
  saved: (name) => `${name} est gardée pour tous ici.`,
  removal: {
    title: (name) => `Retirer la vue ${name} ?`,
    text: 'Elle disparaît pour tous dans votre organisation. Ce qu’elle montre reste tel quel.',
    submit: 'La retirer',
    submitting: 'Retrait',
  },
  removed: (name) => `${name} est retirée. Rien de ce qu’elle montrait n’a changé.`,
}

export const bulkDialog: Words<typeof BulkDialog> = {
  title: {
    retry: title('Relancer', false),
    skip: title('Écarter', false),
    replay: title('Rejouer', true),
  },
  text: {
    retry:
      'Chacune repart vers son fournisseur, l’une après l’autre pour chaque fiche. Rien ne peut être écrit deux fois. Celles qui sont en cours, en file ou arrivées restent telles quelles.',
    skip: 'Chacune est mise de côté avec ce motif et n’est pas envoyée. Celles qui sont en cours ou arrivées restent telles quelles.',
    replay:
      'Chacun est relu et dirigé de nouveau, par les flux d’aujourd’hui. Ce que des synchros portent déjà n’est pas renvoyé, et rien de plus récent n’est écrasé.',
  },
  carry: (sums) => `Ce qui est concerné porte ${sums}.`,
  noUndo: {
    retry:
      'Cela ne peut pas être défait : ce qui est écrit chez un fournisseur le reste. Vous pouvez l’arrêter en route.',
    skip: 'Cela ne peut pas être défait d’un coup : chacune peut être relancée plus tard. Vous pouvez l’arrêter en route.',
    replay: 'Cela ne peut pas être défait : ce qui en vient part. Vous pouvez l’arrêter en route.',
  },
  submit: {
    retry: (value) => `Relancer ${value}`,
    skip: (value) => `Écarter ${value}`,
    replay: (value) => `Rejouer ${value}`,
  },
  submitting: 'Demande en cours',
  nothingMatches: 'Plus rien ne correspond à ces filtres.',
  more: (total) =>
    `Il en correspond plus maintenant : ${total}. Fermez ceci, regardez de nouveau, et recochez.`,
  tooMany: (most) => `Plus de ${count(most)} d’un coup, c’est trop. Resserrez les filtres.`,
}
