import type { errors as English } from '../en/errors.ts'
import type { Words } from '../language.ts'

const said = (sentence: string, remedy: string) => ({ sentence, remedy })
const repeated = 'Relancez : la demande est répétée de sorte que {provider} n’écrive rien deux fois.'
const tellUs =
  'Réessayez. Si cela se répète, dites-le à qui fait tourner Syncline pour vous, avec l’identifiant de cette erreur.'

export const errors: Words<typeof English> = {
  AUTH_REQUIRED: said(
    'Vous n’êtes pas connecté, ou la clé envoyée n’est pas acceptée.',
    'Connectez-vous, ou envoyez une clé d’API active de cet environnement, puis réessayez.',
  ),
  INVALID_CREDENTIALS: said(
    '{provider} n’accepte plus notre accès.',
    'Reconnectez-vous ou entrez une nouvelle clé sur la page de la connexion, puis relancez.',
  ),
  TOKEN_EXPIRED: said(
    'Notre accès chez {provider} a expiré.',
    'Relancez : l’accès est d’abord renouvelé. Si cela échoue encore, reconnectez-vous sur la page de la connexion.',
  ),
  TOKEN_REFRESH_FAILED: said(
    '{provider} a refusé de renouveler notre accès.',
    'Reconnectez-vous sur la page de la connexion, puis relancez.',
  ),
  SIGNATURE_INVALID: said(
    'La signature ne correspond pas au secret que nous partageons avec {provider} ; rien n’a donc été pris.',
    'Comparez la fin du secret des webhooks sur la page de la connexion avec celui de {provider}, et entrez-le de nouveau s’ils diffèrent.',
  ),
  SIGNATURE_STALE: said(
    'Le message a été signé plus de cinq minutes avant ou après notre heure ; rien n’a donc été pris.',
    'Attendez que {provider} le renvoie. S’il est chaque fois en retard, faites vérifier les horloges des deux côtés.',
  ),
  PERMISSION_DENIED: said(
    'Votre rôle ne le permet pas.',
    'Demandez à un admin de votre organisation de le faire, ou de vous en donner le droit.',
  ),
  PROVIDER_FORBIDDEN: said(
    '{provider} ne permet pas cela à notre compte.',
    'Donnez à notre compte le droit qui manque chez {provider}, puis relancez.',
  ),
  TENANT_ACCESS_DENIED: said(
    'Vous n’êtes pas membre de cette organisation.',
    'Passez à une organisation dont vous êtes membre, ou demandez à un admin de là-bas de vous ajouter.',
  ),
  ORIGIN_REFUSED: said(
    'Cette demande ne venait pas de la page de Syncline.',
    'Ouvrez Syncline même et faites-le là.',
  ),
  RATE_LIMIT_EXCEEDED: said(
    '{provider} ne prend plus de demandes en ce moment.',
    'Attendez un peu, puis relancez.',
  ),
  QUOTA_EXCEEDED: said(
    'Notre quota chez {provider} est épuisé.',
    'Augmentez-le chez {provider} ou attendez qu’il se renouvelle, puis relancez.',
  ),
  INVALID_INPUT: said(
    'Quelque chose dans la demande ne peut pas être lu.',
    'Corrigez le champ indiqué, puis renvoyez-la.',
  ),
  PROVIDER_REFUSED: said(
    '{provider} a refusé les données.',
    'Corrigez la fiche là d’où elle vient. Le changement arrive alors ici de lui-même ; ou relancez, ou écartez avec un motif.',
  ),
  REQUIRED_FIELD_MISSING: said(
    'Un champ dont {provider} a besoin manque.',
    'Remplissez-le là d’où vient la fiche, ou donnez-lui une valeur par défaut dans la correspondance. Puis relancez.',
  ),
  PAYLOAD_TOO_LARGE: said(
    'On a envoyé d’un coup plus qu’il n’est permis.',
    'Envoyez moins à la fois, en plusieurs parties.',
  ),
  UNSUPPORTED_MEDIA_TYPE: said(
    'Ce qui a été envoyé n’est pas dans la forme lue ici.',
    'Envoyez-le en JSON (application/json).',
  ),
  NETWORK_UNREACHABLE: said(
    '{provider} n’a pas pu être joint.',
    'Attendez quelques minutes, puis relancez. Un regard, sur la page de la connexion, dit s’il répond de nouveau.',
  ),
  TIMEOUT: said('{provider} n’a pas répondu à temps. Il l’a peut-être écrit.', repeated),
  PROVIDER_UNAVAILABLE: said(
    '{provider} n’était pas disponible.',
    'Relancez quand {provider} est de retour, ou écartez avec un motif.',
  ),
  PROVIDER_ERROR: said('{provider} a eu une erreur à lui. Il l’a peut-être écrit.', repeated),
  PROVIDER_MALFORMED_RESPONSE: said(
    '{provider} a répondu quelque chose d’illisible. Il l’a peut-être écrit.',
    repeated,
  ),
  CIRCUIT_OPEN: said(
    '{provider} a échoué plusieurs fois de suite ; rien n’y est donc envoyé pendant un temps.',
    'Attendez une minute, puis relancez : une seule demande part d’abord, pour voir si {provider} est de retour. Ou envoyez de nouveau depuis la page de la connexion.',
  ),
  RECORD_NOT_FOUND: said(
    'Cette fiche n’existe pas, ou n’existe plus.',
    'Vérifiez son identifiant. Si elle a été supprimée par erreur, recréez-la et relancez.',
  ),
  DUPLICATE_RECORD: said(
    '{provider} a déjà cette fiche.',
    'Comparez-la avec celle de {provider}. Si ce sont les mêmes, écartez avec un motif ; sinon corrigez l’une des deux et relancez.',
  ),
  VERSION_CONFLICT: said(
    'Quelqu’un l’a changée chez {provider} au même moment.',
    'Relancez : elle est envoyée de nouveau avec des données fraîches.',
  ),
  STATE_CONFLICT: said(
    'Cela a changé depuis que vous l’avez vu.',
    'Regardez où cela en est, puis choisissez de nouveau.',
  ),
  IDEMPOTENCY_CONFLICT: said(
    '{provider} y a vu la répétition d’une demande précédente, mais au contenu différent.',
    'Relancez : elle part comme une nouvelle demande. Si cela se répète, dites-le à qui fait tourner Syncline pour vous.',
  ),
  DEPENDENCY_MISSING: said(
    'Ce à quoi elle renvoie n’existe pas encore chez {provider}.',
    'Synchronisez d’abord ce à quoi elle renvoie, puis relancez.',
  ),
  PAYLOAD_UNREADABLE: said(
    'Ce qui est arrivé ne se comprend pas.',
    'Regardez le webhook qui l’a apporté. Si cela n’a pas d’importance, écartez avec un motif.',
  ),
  PAYLOAD_EXPIRED: said(
    'Ce qui est arrivé n’est plus gardé.',
    'Changez la fiche là d’où elle vient, pour qu’une copie fraîche arrive. Ou écartez avec un motif.',
  ),
  SUBJECT_ERASED: said(
    'La personne concernée a été effacée ; plus rien n’en est lisible.',
    'Laissez cela ainsi. Ce que la personne fait désormais arrive de lui-même.',
  ),
  MAPPING_FAILED: said(
    'Un champ n’a pas pu être mis dans la forme que veut {provider}.',
    'Corrigez le champ indiqué, là d’où vient la fiche ou dans la correspondance. Puis relancez.',
  ),
  NOT_CONFIGURED: said(
    '{provider} n’est pas encore réglé pour cela.',
    'Ouvrez la connexion : essayez ses accès, et choisissez ce qui circule. Puis relancez.',
  ),
  CONNECTION_DISABLED: said(
    'La connexion à {provider} est éteinte.',
    'Rallumez la connexion, à la fin de sa page, puis relancez.',
  ),
  SCOPE_DISABLED: said(
    'Ce genre de fiche est éteint pour {provider}.',
    'Rallumez-le sur la page de la connexion. Ce qui attend part alors tout seul.',
  ),
  PHI_DETECTED: said(
    'Le texte contient des données de santé ou personnelles qui ne peuvent pas être gardées.',
    'Retirez-les, puis renvoyez-le.',
  ),
  MASKING_FAILED: said('Des données sensibles n’ont pas pu être cachées ; rien n’a donc été gardé.', tellUs),
  SLOT_UNAVAILABLE: said('Ce créneau vient d’être pris.', 'Choisissez-en un autre.'),
  PAYMENT_FAILED: said('Le paiement a été refusé.', 'Demandez un autre moyen de payer, puis relancez.'),
  GATEWAY_ERROR: said(
    'Le service de paiement a eu une erreur à lui. Il a peut-être pris le paiement.',
    'Relancez : la demande est répétée de sorte que rien ne soit payé deux fois.',
  ),
  PAYMENT_ALREADY_REFUNDED: said(
    'Tout le paiement a été rendu, ou est en train de l’être.',
    'Il ne reste rien à faire. Les remboursements figurent avec le paiement.',
  ),
  PAYMENT_NOT_REFUNDABLE: said(
    'Le paiement n’a pas été pris ; il n’y a donc rien à rendre.',
    'Attendez que le paiement ait réussi. S’il n’est que retenu, il s’annule chez {provider}.',
  ),
  PAYMENT_DISPUTED: said(
    'La banque du payeur conteste le paiement ; un remboursement le paierait deux fois.',
    'Répondez à la contestation chez {provider}. L’y accepter rend l’argent.',
  ),
  METER_INVALID: said(
    'La compagnie d’électricité ne connaît pas ce numéro de compteur.',
    'Vérifiez le numéro et la compagnie, puis relancez.',
  ),
  WALLET_INSUFFICIENT: said(
    'Le portefeuille ne contient pas assez.',
    'Rechargez le portefeuille, puis relancez.',
  ),
  HTTPS_REQUIRED: said(
    'Cette demande est venue en clair.',
    'Appelez l’adresse https. Une clé ou un mot de passe envoyés avec ont pu être lus en route : renouvelez ou changez-les.',
  ),
  REFUND_TOO_LARGE: said(
    'C’est plus que ce qui reste du paiement, ou dans une autre monnaie.',
    'Regardez ce qui reste et remboursez cela au plus.',
  ),
  OUTCOME_UNKNOWN: said('On ne sait pas si {provider} l’a écrit.', repeated),
  OVERLOADED: said(
    'Il est arrivé d’un coup plus que ce qui peut être gardé sûrement.',
    'Attendez quelques secondes, puis renvoyez-le.',
  ),
  DATABASE_UNAVAILABLE: said(
    'La base de données n’est pas joignable en ce moment.',
    'Réessayez dans quelques secondes.',
  ),
  DB_ERROR: said('Cela n’a pas pu être gardé ; rien n’a été changé.', tellUs),
  UNKNOWN: said('Quelque chose a échoué de notre côté ; rien n’a été changé.', tellUs),
}
