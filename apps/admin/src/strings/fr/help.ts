import type { help as English } from '../en/help.ts'
import type { Words } from '../language.ts'
import { setUpPages } from './help-set-up.ts'

export const help: Words<typeof English> = {
  title: 'Aide sur cette page',
  close: 'Fermer l’aide',
  keys: 'Montrer toutes les touches',
  search: 'Collez un identifiant dans la recherche pour ouvrir ce qu’il désigne.',
  pages: {
    overview: {
      title: 'Vue d’ensemble',
      text: 'Ce qui demande quelqu’un, où en est tout ce qui a été demandé, et comment cela s’est passé dans le temps.',
      terms: [
        [
          'Le compte est bon',
          'Chaque synchro est comptée dans une seule case, et le journal en compte autant.',
        ],
        ['p50, p95, p99', 'La moitié, 95 % et 99 % des essais ont été au moins aussi rapides.'],
        [
          'Essais et synchros',
          'Une synchro peut prendre plusieurs essais. Passée au troisième, elle n’a pas échoué.',
        ],
        ['Va bien', 'D’une connexion : ce qui y a été envoyé dernièrement est passé.'],
        [
          'Lieu',
          'Choisissez-en un à côté de l’organisation, ou appuyez sur V : chaque page ne montre que lui, un lien aussi.',
        ],
      ],
    },
    syncs: {
      title: 'Synchros',
      text: 'Une synchro porte une fiche d’où elle a changé jusqu’où elle est voulue. Chacune se trouve ici une fois, avec ce qu’elle est devenue.',
      terms: [
        [
          'En attente',
          'D’une limite, d’un fournisseur au repos ou d’un accès. Elle repart seule, et aucun essai n’est perdu.',
        ],
        ['Échec', 'Il faut quelqu’un. La ligne dit ce qui s’est passé ; la synchro dit que faire.'],
        [
          'Issue inconnue',
          'Elle est peut-être passée. Nous demandons au fournisseur avant tout autre essai.',
        ],
        ['Écarté', 'Quelqu’un l’a mise de côté, avec un motif. Elle peut être relancée à tout moment.'],
        ['Lieu', 'Une synchro est listée au lieu où elle va.'],
        [
          'Plusieurs d’un coup',
          'Cochez des lignes, ou filtrez et cochez tout ce qui correspond. Vous voyez combien, donnez un motif, et pouvez arrêter en route.',
        ],
        ['Vues', 'Filtres et colonnes sont dans l’adresse. Gardez-les sous un nom, et tous ici les ont.'],
      ],
    },
    sync: {
      title: 'Une synchro',
      text: 'Ce qui s’est passé, que faire, ce qui a mené à quoi, et chaque essai avec sa demande à côté de la réponse.',
      terms: [
        [
          'Essais',
          'Chaque fois qu’elle est partie. Une relance n’écrit jamais deux fois : la même demande porte la même clé.',
        ],
        [
          'Chronologie',
          'Chaque fait de cette synchro, dans l’ordre où il est arrivé. Aucun n’est jamais changé.',
        ],
        [
          'Identifiant de corrélation',
          'Un seul identifiant, du webhook au dernier effet. Cherchez-le pour tout voir.',
        ],
      ],
    },
    webhooks: {
      title: 'Webhooks',
      text: 'Ce que les fournisseurs nous ont dit, tel que c’est arrivé, et ce qui en est venu.',
      terms: [
        ['Dirigé', 'Lu, et mené à des synchros là où un flux le veut.'],
        ['Ignoré', 'Il n’y avait rien à faire. La ligne dit pourquoi.'],
        ['Quarantaine', 'Signé par le fournisseur, mais illisible. Ses octets sont gardés.'],
        ['Refusé', 'La signature n’allait pas. Rien n’en est gardé.'],
        [
          'Rejouer',
          'Le relit par les flux d’aujourd’hui. Rien n’est envoyé deux fois, rien de plus récent n’est écrasé.',
        ],
      ],
    },
    webhook: {
      title: 'Un webhook',
      text: 'Ce qui est arrivé, secrets et données personnelles masqués, et les synchros qui en sont venues.',
      terms: [['Contenu', 'Gardé un temps. Ensuite les faits restent, et il ne peut plus être rejoué.']],
    },
    connections: {
      title: 'Connexions',
      text: 'Les comptes chez des fournisseurs que Syncline lit et écrit.',
      terms: [
        ['Flux', 'Quelles fiches vont d’une connexion à une autre.'],
        [
          'Conflit',
          'Ce qui arrive quand les deux côtés ont changé : le nôtre, le leur, ou quelqu’un choisit.',
        ],
        ['Attentes', 'Combien de temps chaque reprise attend avant de partir.'],
      ],
    },
    ...setUpPages,
  },
}
