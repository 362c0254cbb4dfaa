import type { palette as Palette } from '../en/palette.ts'
import type { reason as Reason } from '../en/reason.ts'
import type { signIn as SignIn } from '../en/sign-in.ts'
import type { time as Time } from '../en/time.ts'
import type { Words } from '../language.ts'

export const time: Words<typeof Time> = {
  now: 'à l’instant',
  ago: (words) => `il y a ${words}`,
  ahead: (words) => `dans ${words}`,
  at: (time) => `à ${time}`,
  on: (dateTime) => `le ${dateTime}`,
  here: (time, place) => `${time} à ${place}`,
}

export const palette: Words<typeof Palette> = {
  open: 'Chercher, ou coller un identifiant',
  title: 'Recherche',
  field: 'Chercher, ou coller un identifiant',
  results: 'Ce qu’on peut ouvrir',
  found: 'Trouvé',
  pages: 'Pages',
  views: 'Vues gardées',
  commands: 'Commandes',
  connection: 'Connexion',
  searching: 'Recherche',
  eventAt: (type, position) => `${type}, événement ${position}`,
  webhook: 'Webhook',
  bulkOf: { syncs: 'Commande sur plusieurs synchros', webhooks: 'Commande sur plusieurs webhooks' },
  by: {
    id: 'par son identifiant',
    source: 'par l’identifiant à sa source',
    external: 'par l’identifiant à sa cible',
    correlation: 'par son identifiant de corrélation',
    event: 'par l’identifiant d’événement du fournisseur',
    request: 'par l’identifiant de requête du fournisseur',
    position: 'par une position du journal',
    error: 'par un identifiant d’erreur',
  },
  request: 'Demander une synchro',
  none: (text) => `Rien ne porte « ${text} »`,
  noneText:
    'Un identifiant doit être entier : le nôtre, celui d’un fournisseur, d’une erreur, ou une position du journal. Les erreurs d’avant la connexion ne sont que dans le journal du service.',
  failed: 'La recherche n’a pas abouti. Réessayez dans un moment.',
  count: (value) => (value < 2 ? `${value} résultat` : `${value} résultats`),
  light: 'Thème clair',
  dark: 'Thème sombre',
  system: 'Thème du système',
  utc: 'Heures en UTC',
  browser: 'Heures de ce navigateur',
  venue: 'Heures sur place',
  keys: 'Montrer toutes les touches',
  help: 'Aide sur cette page',
  failedSyncs: 'Synchros en échec',
  unknownSyncs: 'Synchros à l’issue inconnue',
  quarantined: 'Webhooks en quarantaine',
  signOut: 'Se déconnecter',
  move: 'choisir',
  choose: 'ouvrir',
  close: 'fermer',
}

export const signIn: Words<typeof SignIn> = {
  title: 'Se connecter',
  lead: 'Voyez où chaque fiche est allée, et ce qu’elle est devenue.',
  email: 'E-mail',
  password: 'Mot de passe',
  showPassword: 'Montrer le mot de passe',
  hidePassword: 'Cacher le mot de passe',
  submit: 'Se connecter',
  submitting: 'Connexion',
  emailMissing: 'Entrez votre adresse.',
  passwordMissing: 'Entrez votre mot de passe.',
  wrong: 'L’adresse et le mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.',
  tooMany: (wait) =>
    `Trop d’essais d’ici. ${wait === null ? 'Attendez quelques minutes, puis réessayez.' : `Réessayez dans ${wait}.`}`,
  guessed: (wait) =>
    `Quelqu’un cherche à deviner ce mot de passe : les nouveaux endroits attendent. Utilisez un navigateur où vous vous êtes déjà connecté, ou réessayez dans ${wait ?? 'une heure'}.`,
  or: 'ou',
  sso: (label) => `Se connecter avec ${label}`,
  refused: {
    said_no: 'Vous avez dit non là-bas, vous n’êtes donc pas connecté.',
    not_invited:
      'Personne ne vous a encore invité. Demandez à un admin une invitation à l’adresse que vous avez là-bas.',
    email_unverified: 'Votre adresse n’y est pas vérifiée. Vérifiez-la, puis réessayez.',
    email_domain:
      'Les personnes du domaine de votre adresse ne se connectent pas ici. Prenez votre adresse de travail.',
    issuer_unreachable:
      'L’autre côté ne répond pas. Réessayez dans une minute, ou connectez-vous par mot de passe.',
    issuer_answer:
      'Ce que l’autre côté a dit n’a pas pu être vérifié. Réessayez ; si cela reste, dites-le à qui fait tourner Syncline pour vous.',
    sign_in_over: 'Cela a pris trop de temps, ou a commencé dans un autre navigateur. Réessayez.',
    another_person: 'C’est quelqu’un d’autre là-bas. Connectez-vous-y comme vous-même.',
  },
  ended: 'Votre session est finie. Connectez-vous pour continuer où vous étiez.',
  demoTitle: 'Ceci est une démo. Connectez-vous comme',
  statement: 'Chaque changement, dans l’ordre où il est arrivé.',
  statementMore: 'Un seul journal, dont rien n’est jamais retiré. Chaque vue de ces pages en est lue.',
}

export const reason: Words<typeof Reason> = {
  label: 'Motif',
  optional: 'Motif (facultatif)',
  hint: 'D’autres le lisent dans l’historique : dites pourquoi cela n’importe pas. De 3 à 500 caractères.',
  longHint: 'Gardé dans l’historique. De 3 à 500 caractères.',
  optionalHint: 'Gardé dans l’historique.',
  tooShort: 'Écrivez au moins 3 caractères, ou laissez vide.',
  missing: 'Dites pourquoi, en 3 caractères au moins.',
  someone: 'quelqu’un',
  parts: { key: 'une clé d’API' },
}
