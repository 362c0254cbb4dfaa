import type { refund as Refund } from '../en/refund.ts'
import type { Words } from '../language.ts'

export const refund: Words<typeof Refund> = {
  title: 'Remboursements',
  none: 'Rien de ce paiement n’a été rendu d’ici.',
  failed: 'Les remboursements de ce paiement n’ont pas pu être chargés ; aucun n’a changé.',
  loading: 'Chargement des remboursements',
  open: 'Rembourser…',
  mayNot: (organization) => `Seul un opérateur ou un admin de ${organization} peut rembourser.`,
  by: (who) => `Demandé par ${who}`,
  dialog: {
    title: 'Rembourser ce paiement ?',
    asking: (provider) => `Nous demandons à ${provider} ce qu’il en reste…`,
    somebody: 'la personne qui a payé',
    who: 'Payé par',
    paid: 'Payé',
    refunded: 'Rendu',
    onTheirWay: 'En route',
    left: 'Reste',
    amount: 'Montant à rembourser',
    amountHint: (left, currency) => `${left} au plus, en ${currency}.`,
    notAnAmount: (currency) => `Écrivez un montant en ${currency}, comme 25.00.`,
    tooMuch: (left) => `Il ne reste que ${left}.`,
    reason: 'Motif',
    reasonHint:
      'Il reste pour toujours dans le journal : n’écrivez aucun nom. Le fournisseur ne l’apprend pas.',
    reasonMissing: 'Dites pourquoi, en 3 lettres au moins.',
    confirm: (amount, who) => `Rendre ${amount} à ${who}. Cela ne peut pas être repris.`,
    unconfirmed: 'Cochez que c’est bien ce que vous voulez.',
    submit: (amount) => `Rembourser ${amount}`,
    submitPlain: 'Rembourser',
    submitting: 'Demande en cours…',
    cantTitle: 'Ce paiement ne peut pas être remboursé maintenant',
    close: 'Fermer',
  },
  asked: (amount) => `Un remboursement de ${amount} est en route.`,
  refusals: {
    is_off: 'Cette connexion est éteinte. Rallumez-la d’abord.',
    too_many: 'Ce paiement a été remboursé trop souvent d’ici. Remboursez le reste chez le fournisseur.',
    changed_meanwhile: 'Quelqu’un d’autre l’a remboursé au même moment. Regardez ce qui reste et réessayez.',
  },
}
