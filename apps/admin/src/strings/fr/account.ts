import type { account as English } from '../en/account.ts'
import type { Words } from '../language.ts'

export const account: Words<typeof English> = {
  password: {
    section: 'Mot de passe',
    text: 'Un nouveau met fin à toutes vos autres sessions.',
    none: 'Vous vous connectez ailleurs et n’avez pas de mot de passe ici.',
    change: 'Le changer…',
    title: 'Changer votre mot de passe',
    now: 'Votre mot de passe actuel',
    next: 'Le nouveau',
    hint: '10 caractères au moins.',
    short: 'Il en faut 10 caractères au moins.',
    missing: 'Donnez celui que vous avez.',
    wrong: 'Ce n’est pas votre mot de passe actuel.',
    submit: 'Le changer',
    submitting: 'Changement…',
    changed: 'Votre mot de passe est changé ; toutes les autres sessions ont pris fin.',
  },
  sessions: 'Où vous êtes connecté',
  text: 'Mettez fin à ce que vous ne connaissez pas, puis changez votre mot de passe.',
  loading: 'Chargement des sessions',
  failed: 'Les sessions n’ont pas pu être chargées ; aucune n’a pris fin',
  current: 'Ce navigateur',
  unknown: 'Un programme sans nom',
  signedIn: 'Connecté',
  from: (address) => `de ${address}`,
  end: 'Mettre fin',
  endOf: (what) => `Mettre fin à la session de ${what}`,
  endOthers: 'Mettre fin à toutes les autres',
  onlyThis: 'Il n’y en a pas d’autre.',
  ended: 'Terminée.',
}
