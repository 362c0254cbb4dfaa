import type { Entity } from '@syncline/domain/connection'
import type { choices as Choices } from '../en/choices.ts'
import type { connect as Connect } from '../en/connect.ts'
import { midSentence } from '../en/many.ts'
import type { webhookSetup as WebhookSetup } from '../en/webhook-setup.ts'
import type { Words } from '../language.ts'
import { entityPlurals } from './entities.ts'

const ask = (organization: string) => `Demandez à un admin de ${organization}.`
const listed = (words: readonly string[]) => words.join(', ').replace(/, ([^,]*)$/, ' et $1')

export const connect: Words<typeof Connect> = {
  action: 'Relier un fournisseur',
  mayNot: (organization) => `Les admins relient les fournisseurs. ${ask(organization)}`,
  closed: 'Relier est l’affaire des admins',
  title: 'Relier un fournisseur',
  titled: (provider) => `Relier ${provider}`,
  loading: 'Chargement de ce qui peut être relié',
  failed: 'Ce qui peut être relié n’a pas pu être chargé ; rien n’a changé',
  steps: 'Étapes',
  step: {
    provider: 'Fournisseur',
    credentials: 'Accès',
    choose: 'De quoi il s’agit',
    flows: 'Ce qui circule',
    schedule: 'Quand',
    done: 'Terminé',
  },
  choose: 'Quel fournisseur ?',
  chooseText: 'Une décision à la fois ; rien n’est gardé avant que le fournisseur n’ait accepté l’accès.',
  asks: (fields) => `Demande : ${listed(fields.map(midSentence))}.`,
  asksSignIn: (provider) => `Vous vous connectez chez ${provider}.`,
  signInText: (provider) =>
    `Vous allez chez ${provider}, vous y connectez et choisissez l’entreprise. Vous êtes ramené ici ; aucun mot de passe ne nous parvient.`,
  signIn: (provider) => `Se connecter chez ${provider}`,
  leaving: (provider) => `En route vers ${provider}`,
  back: 'Retour',
  name: 'Nom',
  nameHint: 'Comme elle s’appelle sur chaque page, par exemple « FlashERP · Ember Café ».',
  venue: 'Lieu',
  venueHint: 'Les connexions sont montrées par le lieu dont elles font partie.',
  account: 'Identifiant du compte chez le fournisseur',
  accountHint: 'Tient deux comptes à part. Laissez vide quand il n’y en a qu’un.',
  address: 'Adresse',
  addressHint: 'Où se trouve son API. Seule celle du fournisseur est acceptée.',
  addressFollows: 'Où se trouve son API. Laissez vide : elle suit de la clé.',
  secretHint: (help, required) =>
    required ? help : `${help} Il peut être donné plus tard, quand le fournisseur connaît notre adresse.`,
  needed: 'C’est nécessaire.',
  test: 'Essayer',
  testing: 'Demande en cours',
  tested: (provider, took) => `${provider} a accepté l’accès, en ${took} ms.`,
  refused: (provider) => `${provider} n’a pas accepté l’accès. Rien n’a été gardé.`,
  said: (words) => `Il a dit : ${words}`,
  save: 'Relier',
  saving: 'Liaison en cours',
  testFirst: 'Essayez d’abord.',
  changed: 'Quelque chose a changé depuis l’essai. Essayez de nouveau.',
  flowsTitle: 'Qu’est-ce qui doit circuler ?',
  flowsText:
    'Les fiches choisies partent dès leur prochain changement. On peut en choisir d’autres plus tard.',
  flow: (entity: Entity, from, to) => `${entityPlurals[entity]} de ${from} vers ${to}`,
  noFlows: 'Rien ne peut encore circuler : reliez un autre fournisseur qui prend ce que celui-ci donne.',
  letFlow: (value) =>
    value === 0 ? 'Continuer sans' : value === 1 ? 'Laisser passer 1 flux' : `Laisser passer ${value} flux`,
  lettingFlow: 'Mise en route',
  doneTitle: (name) => `${name} est relié`,
  doneText: (provider) =>
    `Donnez cette adresse à ${provider} pour ses webhooks, puis donnez-nous le secret avec lequel il les signe, sur la page de la connexion.`,
  doneManaged: (provider) =>
    `Laissez Syncline inscrire cette adresse chez ${provider} : c’est le plus simple. Ou inscrivez-la vous-même, et donnez-nous son secret sur la page de la connexion.`,
  doneByApp: (provider) => `${provider} envoie déjà ses webhooks : son application connaît notre adresse.`,
  doneQuiet: 'Il n’envoie pas de webhooks.',
  address2: 'Adresse des webhooks',
  open: 'Ouvrir la connexion',
}

export const choices: Words<typeof Choices> = {
  title: 'De quoi il s’agit',
  stepText: (provider) =>
    `${provider} a accepté l’accès. Voici ce qu’il a ; ce qui est choisi ici peut être changé plus tard sur la page de la connexion.`,
  loading: 'Chargement de ce qu’on peut choisir',
  failed: 'Ce qu’on peut choisir n’a pas pu être chargé ; rien n’a changé',
  none: (provider) => `${provider} n’en a pas encore.`,
  noneMake: (provider) => `${provider} n’en a pas encore. Créez-en un ici, ou là-bas.`,
  open: 'Choisir',
  unchosen: 'Rien n’est choisi, donc rien ne circule.',
  gone: (name) => `${name} (n’existe plus)`,
  save: 'Choisir',
  saving: 'Choix en cours',
  saved: (name) => `${name} est choisi. Cela se sent dans la demi-minute.`,
  savedNone: 'Rien de particulier n’est choisi. Cela se sent dans la demi-minute.',
  same: 'C’est déjà choisi.',
  pick: 'Choisissez d’abord.',
  lookAgain: 'Regarder de nouveau',
  looking: 'Lecture en cours',
  add: 'En créer un nouveau',
  adding: {
    title: (what, provider) => `Nouveau chez ${provider} : ${what.toLowerCase()}`,
    text: (provider) =>
      `${provider} demande tout cela, comme le veut la loi sur le courrier. C’est créé tout de suite et ne peut être défait que là-bas.`,
    submit: 'Créer',
    submitting: 'Création en cours',
    needed: 'C’est nécessaire.',
    wrong: 'Cela ne convient pas.',
  },
  goOn: 'Continuer',
  mayNot: (organization) => `Les admins changent cela. ${ask(organization)}`,
  isOff: 'Elle est éteinte : rien n’est demandé.',
}

const types = (value: number) => (value === 1 ? '1 type' : `${value} types`)
const most = 4
const named = (all: readonly string[]) =>
  all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} et ${all.length - most} de plus`

export const webhookSetup: Words<typeof WebhookSetup> = {
  loading: (provider) => `Nous demandons à ${provider} où il envoie ses webhooks`,
  failed: (provider) => `${provider} n’a pas pu dire où il envoie ses webhooks`,
  mayNot: (organization) => `Les admins règlent les webhooks. ${ask(organization)}`,
  title: {
    none: (provider) => `${provider} n’envoie encore rien ici`,
    right: (provider) => `${provider} envoie ce qui est dirigé ici`,
    wrong_events: (provider) => `${provider} envoie d’autres événements que ceux dirigés ici`,
    too_many_events: (provider) => `${provider} envoie plus que ce qui est dirigé ici`,
    disabled: (provider) => `Chez ${provider}, cette adresse est éteinte`,
    several: (provider) => `Plusieurs adresses chez ${provider} mènent ici`,
  },
  text: {
    none: 'Syncline peut y inscrire cette adresse, avec exactement les événements qu’il dirige, et garder le secret de signature sans le montrer. Ou inscrivez-la vous-même, et donnez-nous son secret sous Accès.',
    ours: 'Elle a été réglée d’ici ; le secret avec lequel elle signe est gardé.',
    byHand:
      'Elle a été inscrite à la main. Signe-t-elle avec le secret gardé ? Le prochain webhook le dira ; s’il est refusé, remplacez-la.',
    noSecret:
      'Aucun secret de webhook n’est gardé, donc chaque webhook est refusé. Remplacez-la, ou donnez-nous son secret sous Accès.',
    several:
      'Chaque webhook vient plusieurs fois, et ceux dont le secret est inconnu sont refusés. Gardez-en une, supprimez les autres.',
    disabled:
      'Rien n’en vient avant qu’elle ne soit rallumée. Ce qui s’est passé entre-temps n’est pas envoyé après coup.',
  },
  missing: (all) => `Non envoyés : ${types(all.length)} (${named(all)}).`,
  surplus: (all) =>
    all.includes('*')
      ? 'Envoyé sans besoin : tout le reste.'
      : `Envoyés sans besoin : ${types(all.length)} (${named(all)}).`,
  elsewhere: (value, provider) =>
    value === 1
      ? `1 autre adresse chez ${provider} mène à un autre programme ; nous n’y touchons pas.`
      : `${value} autres adresses chez ${provider} mènent à d’autres programmes ; nous n’y touchons pas.`,
  arrived: 'Dernier webhook',
  neverArrived: 'Aucun webhook n’est encore venu.',
  unreachable: (address, provider) =>
    `${provider} ne peut pas atteindre ${address} du dehors : ce n’est pas une adresse https publique. Donnez à BASE_URL celle sous laquelle cette installation est connue, puis réglez le webhook.`,
  one: 'Adresse',
  oneIsOurs: 'réglée d’ici',
  oneByHand: 'inscrite à la main',
  isOff: 'éteinte',
  create: 'Laisser Syncline le régler',
  creating: 'Réglage en cours…',
  correct: 'Envoyer exactement ce qui est dirigé',
  enable: 'Rallumer',
  replace: 'Remplacer…',
  disable: 'Éteindre…',
  delete: 'Supprimer…',
  check: 'Vérifier de nouveau',
  checking: 'Vérification…',
  done: {
    create: 'Le webhook est réglé.',
    correct: 'Il envoie exactement ce qui est dirigé ici.',
    disable: 'Il est éteint.',
    delete: 'Il est supprimé.',
  },
  asking: {
    replace: {
      title: (provider) => `Remplacer le webhook chez ${provider} ?`,
      text: 'Une nouvelle adresse avec un nouveau secret est créée, et celles qui mènent ici aujourd’hui sont supprimées. Rien ne se perd entre les deux.',
      submit: 'Remplacer',
      submitting: 'Remplacement…',
    },
    disable: {
      title: (provider) => `Éteindre cette adresse chez ${provider} ?`,
      text: 'Ce qui s’arrête : les changements faits là-bas ne viennent plus d’eux-mêmes. Ils reviennent une fois l’adresse rallumée ; ce qui s’est passé entre-temps n’est pas envoyé après coup.',
      submit: 'Éteindre',
      submitting: 'Extinction…',
    },
    delete: {
      title: (provider) => `Supprimer cette adresse chez ${provider} ?`,
      text: 'Ce qui s’arrête : plus rien n’y est envoyé. Si elle est la seule à mener ici, les changements faits là-bas ne viennent plus d’eux-mêmes.',
      submit: 'Supprimer',
      submitting: 'Suppression…',
    },
  },
  refusals: {
    exists: 'Une adresse chez le fournisseur mène déjà ici. Vérifiez de nouveau.',
    is_off: 'Cette connexion est éteinte. Rallumez-la d’abord.',
  },
}
