import type { help as English } from '../en/help.ts'
import type { Words } from '../language.ts'

/** Help on the pages where things are set up, proved and looked after. */
export const setUpPages: Omit<
  Words<typeof English>['pages'] & object,
  'overview' | 'syncs' | 'sync' | 'webhooks' | 'webhook' | 'connections'
> = {
  connection: {
    title: 'Une connexion',
    text: 'Comment son fournisseur répond, ce qui est gardé pour elle, ce qui circule, et comment elle est retentée.',
    terms: [
      [
        'Au repos',
        'Elle a échoué plusieurs fois de suite : rien n’est envoyé un moment. Un appel l’essaie d’abord.',
      ],
      [
        'Les appels qu’il reçoit',
        'Combien de ce que permet le fournisseur est pris. Ce qui ne peut pas partir attend.',
      ],
      ['Renouveler', 'Un nouveau secret vient à côté du précédent, jusqu’au retrait de celui-ci.'],
      ['Réponses gardées', 'Ce qui y change rarement est demandé de temps en temps, et gardé d’ici là.'],
      ['Éteindre', 'Rien ne part. Les webhooks sont toujours gardés, et rien n’est perdu.'],
    ],
  },
  connect: {
    title: 'Relier un fournisseur',
    text: 'Fournisseur, accès, de quoi il s’agit, ce qui circule : une décision à la fois.',
    terms: [
      ['Essayer', 'Demande au fournisseur s’il accepte l’accès. Rien n’est gardé avant.'],
      [
        'Ce qui circule',
        'Les fiches choisies partent dès leur prochain changement. On peut en choisir d’autres plus tard.',
      ],
    ],
  },
  mappings: {
    title: 'Correspondances',
    text: 'Comment les champs d’un côté deviennent ceux de l’autre, une correspondance par flux.',
    terms: [
      ['Version', 'Chaque changement en publie une nouvelle. Ce qui est en file garde la sienne.'],
      ['Telles quelles', 'Sans correspondance, chaque champ va au champ de son nom.'],
    ],
  },
  mapping: {
    title: 'Une correspondance',
    text: 'Ses champs à gauche, ce qu’ils font d’une vraie fiche à droite. Rien ne vaut avant d’être publié.',
    terms: [
      ['Obligatoire', 'Sans ce champ, une synchro s’arrête et le dit, plutôt que d’envoyer à moitié.'],
      ['Quand il n’y a rien', 'Ce qui est envoyé là où la source n’a pas de valeur.'],
      [
        'Changé en route',
        'Des étapes par où passe une valeur, comme ôter des blancs ou l’indicatif d’un numéro.',
      ],
      ['Expression', 'Du JSONata sur toute la fiche de la source, pour ce qu’aucune étape ne sait faire.'],
      [
        'Repartir d’une version plus ancienne',
        'La prend comme brouillon. Elle vaut une fois publiée de nouveau.',
      ],
    ],
  },
  runs: {
    title: 'Relèves',
    text: 'Lire ce qu’a un fournisseur, page par page, pour que rien ne manque de ce qu’aucun webhook n’a dit.',
    terms: [
      ['Tout', 'Lit tout ce qu’il y a. Ce qui est pareil des deux côtés est laissé tel quel.'],
      ['Changés depuis', 'Lit ce qui a changé depuis la relève d’avant.'],
      ['Reprise', 'Une relève continue après la dernière page finie, même après une panne.'],
    ],
  },
  reconciliation: {
    title: 'Rapprochement',
    text: 'Compare les deux côtés fiche par fiche, et dit ce qui diffère.',
    terms: [['Un rapport', 'D’un flux et d’un temps. De lui-même il ne change rien.']],
  },
  report: {
    title: 'Un rapport',
    text: 'Ce qui diffère entre les deux côtés, chaque écart avec ce qu’on peut y faire.',
    terms: [
      ['Pousser la nôtre', 'Écrit encore une fois la fiche d’ici.'],
      ['Laisser', 'Laisse l’écart tel quel, avec un motif.'],
    ],
  },
  events: {
    title: 'Événements',
    text: 'Le journal lui-même : chaque fait dans l’ordre où il a été écrit. Tout le reste de ces pages en est lu.',
    terms: [
      ['Position', 'La place dans le journal. Elle ne fait que croître.'],
      ['Histoire', 'Tous les événements d’une chose, comme d’une synchro ou d’une connexion.'],
      ['Corrélation', 'Tous les événements qu’un changement a amenés, du webhook au dernier effet.'],
    ],
  },
  event: {
    title: 'Un événement',
    text: 'Ce qu’il dit, ce qui y a mené, et ce qui a suivi.',
    terms: [
      ['Scellé', 'Données personnelles et secrets sont gardés sous clé et montrés à personne ici.'],
      ['Arrivé, noté', 'Quand cela s’est passé à la source, et quand cela a été écrit.'],
    ],
  },
  keys: {
    title: 'Clés d’API',
    text: 'Les clés laissent des programmes appeler Syncline pour cette organisation. Une clé fait ce que disent ses droits, et rien de plus.',
    terms: [
      ['Renouveler', 'Fait une nouvelle clé. Les deux marchent aussi longtemps que vous le voulez.'],
      ['Révoquer', 'Met fin à une clé aussitôt, pour toujours.'],
      ['Utilisée d’une adresse jamais vue', 'Si ce n’était pas vous, révoquez la clé.'],
    ],
  },
  audit: {
    title: 'Audit',
    text: 'Qui a fait quoi, quand et d’où. Une entrée est écrite avec ce qu’elle raconte, et jamais changée.',
    terms: [
      ['Issue', '« Fait », ou pourquoi c’était refusé. Ce qui a été refusé n’a rien changé.'],
      ['Avant, demandé', 'Dépliez une entrée pour voir les deux. Les secrets sont laissés de côté.'],
      ['Colonnes', 'Choisissez-en d’autres. Elles restent dans l’adresse, et dans une vue gardée.'],
    ],
  },
  privacy: {
    title: 'Vie privée',
    text: 'Les motifs que l’on écrit sont fouillés, avant d’être gardés, pour ce qui désigne une personne.',
    terms: [
      ['Masquer', 'La sorte de ce qui a été trouvé est mise à sa place : [email].'],
      ['Confiance', 'À quel point la recherche est sûre. Ce qui est douteux est montré, et laissé tel quel.'],
    ],
  },
  erasure: {
    title: 'Effacement',
    text: 'Effacer une personne détruit les clés sous lesquelles ses noms et ses fiches sont scellés. Le journal reste entier.',
    terms: [
      ['Ce qui serait détruit', 'Montré avant que rien ne soit fait. Lisez-le d’abord.'],
      [
        'Écritures inconnues',
        'Parties pour la personne, jamais répondues. Cherchez-les chez le fournisseur.',
      ],
    ],
  },
  people: {
    title: 'Personnes',
    text: 'Qui fait partie de cette organisation, et ce que chacun peut faire.',
    terms: [
      ['Admin', 'Fait tout : connexions, clés, personnes et effacement aussi.'],
      ['Opérateur', 'Relance, écarte, rejoue, demande, rembourse et règle des conflits.'],
      ['Auditeur', 'Voit tout et ne change rien.'],
    ],
  },
  account: {
    title: 'Votre compte',
    text: 'Votre mot de passe, le code à la connexion, et où vous êtes connecté.',
    terms: [
      ['Code à la connexion', 'Six chiffres d’une application de votre téléphone, en plus du mot de passe.'],
      [
        'Codes de secours',
        'Chacun vous laisse entrer une fois quand le téléphone n’est pas là. Gardez-les à part.',
      ],
    ],
  },
  other: {
    title: 'Syncline',
    text: 'Porte des fiches d’un fournisseur à un autre, et garde chaque fait dans un journal d’où rien n’est ôté.',
    terms: [],
  },
}
