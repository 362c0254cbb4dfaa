/** Sentences of events and of what providers ask for, by their English. */
export const told: Readonly<Record<string, string>> = {
  // Events.
  'A credential of a connection got a new version.': 'Un accès d’une connexion a eu une nouvelle version.',
  'A newer change came before the sync went out, and travels in its place.':
    'Un changement plus récent est venu avant le départ de la synchro, et voyage à sa place.',
  'A page was read, and syncs were asked for of what differs on it.':
    'Une page a été lue, et des synchros demandées pour ce qui y diffère.',
  'A part of the records was compared.': 'Une partie des fiches a été comparée.',
  'A part of the stored webhooks was searched, and those that name the person were destroyed.':
    'Une partie des webhooks gardés a été fouillée, et ceux qui nomment la personne ont été détruits.',
  'A part of them was gone through.': 'Une partie a été parcourue.',
  'A person or a program asked for electricity to be sold for a meter; the one call for it goes out now.':
    'Quelqu’un, ou un programme, a demandé de vendre de l’électricité pour un compteur ; l’unique appel part maintenant.',
  'BuyPower said that it was sold.': 'BuyPower a dit que c’était vendu.',
  'It was certainly not sold.': 'Ce n’a certainement pas été vendu.',
  'Nobody knows whether it was sold; BuyPower is asked, and it is never sent again.':
    'Personne ne sait si c’est vendu ; BuyPower est interrogé, et ce n’est jamais renvoyé.',
  'A person asked for everything about a customer to be destroyed.':
    'Quelqu’un a demandé que tout ce qui concerne un client soit détruit.',
  'A person asked for many webhooks to be replayed.': 'Quelqu’un a demandé de rejouer beaucoup de webhooks.',
  'A person asked for money of a payment to be given back; the sync it stands beside does it.':
    'Quelqu’un a demandé de rendre l’argent d’un paiement ; la synchro à côté le fait.',
  'A person asked for one command on many syncs.':
    'Quelqu’un a demandé une commande sur beaucoup de synchros.',
  'A person asked for the sync to be tried again.': 'Quelqu’un a demandé de retenter la synchro.',
  'A person chose what a connection is about, from what its provider has.':
    'Quelqu’un a choisi de quoi s’occupe une connexion, parmi ce qu’a son fournisseur.',
  'A person chose what becomes of free text that holds personal data.':
    'Quelqu’un a choisi ce que devient un texte libre qui contient des données personnelles.',
  'A person chose which kinds of records stay where they are; the others of a connection travel.':
    'Quelqu’un a choisi quelles sortes de fiches restent où elles sont ; les autres d’une connexion circulent.',
  'A person chose which of two changes stays.': 'Quelqu’un a choisi lequel de deux changements reste.',
  'A person deleted a connection; its credentials are gone, ciphertext and key.':
    'Quelqu’un a supprimé une connexion ; son accès n’existe plus, ni chiffré ni clé.',
  'A person ended the run; the syncs it asked for stay.':
    'Quelqu’un a mis fin à la relève ; les synchros qu’elle a demandées restent.',
  'A person had a stored webhook routed again.': 'Quelqu’un a fait diriger de nouveau un webhook gardé.',
  'A person had the provider’s list of webhook addresses changed from here.':
    'Quelqu’un a fait changer d’ici la liste des adresses de webhooks chez le fournisseur.',
  'A person had the run go on from its checkpoint.':
    'Quelqu’un a fait reprendre la relève là où elle en était.',
  'A person paused the run; the page in hand is its last until it goes on.':
    'Quelqu’un a suspendu la relève ; la page en cours est sa dernière jusqu’à la reprise.',
  'A person said what is done about a difference.': 'Quelqu’un a dit ce qui est fait d’un écart.',
  'A person set how often and after what waits syncs to a connection are tried again.':
    'Quelqu’un a réglé combien de fois, et après quelles attentes, les synchros vers une connexion sont retentées.',
  'A person set how the fields of a flow’s records become those of the target.':
    'Quelqu’un a réglé comment les champs des fiches d’un flux deviennent ceux de la cible.',
  'A person set when what flows through a connection is read again by itself.':
    'Quelqu’un a réglé quand ce qui passe par une connexion est relu de lui-même.',
  'A person signed in again to the account of a connection.':
    'Quelqu’un s’est reconnecté au compte d’une connexion.',
  'A person stopped a reconciliation; what was found by then stays.':
    'Quelqu’un a arrêté un rapprochement ; ce qui était trouvé reste.',
  'A person stopped it; what was done by then stays done.':
    'Quelqu’un l’a arrêtée ; ce qui était fait reste fait.',
  'A person switched a connection off: nothing leaves to it, webhooks are still stored.':
    'Quelqu’un a éteint une connexion : rien n’y part, les webhooks sont toujours gardés.',
  'A person switched a connection on again.': 'Quelqu’un a rallumé une connexion.',
  'A person switched an organization off: nothing leaves to any provider, webhooks are still stored.':
    'Quelqu’un a éteint une organisation : rien ne part vers aucun fournisseur, les webhooks sont toujours gardés.',
  'A person switched an organization on again.': 'Quelqu’un a rallumé une organisation.',
  'A person had records of one entity travel no more from one connection to another.':
    'Quelqu’un a fait que des fiches d’un genre n’aillent plus d’une connexion à une autre.',
  'A provider refused to renew our sign-in: a person has to sign in again.':
    'Un fournisseur a refusé de renouveler notre accès : quelqu’un doit se reconnecter.',
  'A pull of many records from a connection was asked for.':
    'Une relève de beaucoup de fiches d’une connexion a été demandée.',
  'A reconciliation could not go on.': 'Un rapprochement n’a pas pu continuer.',
  'A record is to be written to a connection.': 'Une fiche est à écrire vers une connexion.',
  'A signed webhook could not be understood; it is kept and waits for a person.':
    'Un webhook signé n’a pas pu être compris ; il est gardé et attend quelqu’un.',
  'A sync goes on with another version of its flow’s mapping, or by choice with the one it had.':
    'Une synchro continue avec une autre version de la correspondance de son flux, ou par choix avec la sienne.',
  'A try did not succeed.': 'Un essai n’a pas abouti.',
  'A venue was connected to a provider.': 'Un lieu a été relié à un fournisseur.',
  'A version of a credential ended: its ciphertext and its key are gone.':
    'Une version d’un accès a pris fin : ni son chiffré ni sa clé n’existent plus.',
  'A webhook arrived and its signature was right.': 'Un webhook est arrivé et sa signature était juste.',
  'A webhook led to syncs.': 'Un webhook a mené à des synchros.',
  'A webhook was stored, and nothing follows from it.': 'Un webhook a été gardé, et rien n’en découle.',
  'A worker that had lost the sync reported what the provider had done all the same.':
    'Un travailleur qui avait perdu la synchro a rapporté ce que le fournisseur avait fait quand même.',
  'A worker took the sync; from here on the provider may have been written to.':
    'Un travailleur a pris la synchro ; dès lors le fournisseur peut avoir été écrit.',
  'All of them were gone through.': 'Tout a été parcouru.',
  'Both sides had changed the record; a person is to choose.':
    'Les deux côtés avaient changé la fiche ; quelqu’un doit choisir.',
  'Both sides were gone through.': 'Les deux côtés ont été parcourus.',
  'The keys of a person were destroyed: what was sealed under them can’t be read by anybody.':
    'Les clés d’une personne ont été détruites : ce qui était scellé dessous n’est plus lisible par personne.',
  'The last page was read.': 'La dernière page a été lue.',
  'The provider has written it.': 'Le fournisseur l’a écrite.',
  'The provider was asked what became of a try whose outcome was unknown.':
    'Le fournisseur a été interrogé sur un essai dont l’issue était inconnue.',
  'The provider was asked whether it takes the credentials of a connection.':
    'Le fournisseur a été interrogé : accepte-t-il l’accès d’une connexion ?',
  'The record was read from its source, as it is there now.':
    'La fiche a été lue à sa source, telle qu’elle y est maintenant.',
  'The records of a connection are to be compared with what its provider has.':
    'Les fiches d’une connexion sont à comparer à ce qu’a son fournisseur.',
  'The run could not go on; it can be resumed from its checkpoint.':
    'La relève n’a pas pu continuer ; elle peut reprendre là où elle en était.',
  'The sync waits and goes again at a set time.': 'La synchro attend et repart à une heure fixée.',
  'The sync was called off before it went out.': 'La synchro a été annulée avant de partir.',
  'The sync was set aside with a reason.': 'La synchro a été mise de côté avec un motif.',
  'There was nothing left to send: what is at the target is as new, or newer.':
    'Il ne restait rien à envoyer : ce qui est à la cible est aussi récent, ou plus.',

  'A person set who wins where both sides changed a record.':
    'Quelqu’un a réglé qui l’emporte quand les deux côtés ont changé une fiche.',
  'Records of one entity began to travel from one connection to another.':
    'Les fiches d’une sorte ont commencé à circuler d’une connexion à une autre.',
  'An organization began to use Syncline.': 'Une organisation a commencé à utiliser Syncline.',
  'A person set how many calls a provider gets, and when it is left in peace.':
    'Quelqu’un a réglé combien d’appels reçoit un fournisseur, et quand il est laissé en paix.',
  'A provider failed several times in a row; it is left in peace for a while and syncs wait.':
    'Un fournisseur a échoué plusieurs fois de suite ; il est laissé en paix un moment et les synchros attendent.',
  'The time of peace is over; one call goes out to see whether the provider is back.':
    'Le temps de repos est fini ; un appel part voir si le fournisseur est revenu.',
  'Calls go out to the provider again.': 'Les appels partent de nouveau vers le fournisseur.',
  'A look at a provider found a connection in another health than before.':
    'Un regard chez un fournisseur a trouvé une connexion dans une autre santé qu’avant.',

  // What providers ask for.
  'API key': 'Clé d’API',
  'API secret': 'Secret d’API',
  'Access token': 'Jeton d’accès',
  'Refresh token': 'Jeton de renouvellement',
  'Verifier token': 'Jeton de vérification',
  'Webhook secret': 'Secret des webhooks',
  'Webhook signing secret': 'Secret de signature des webhooks',
  'Callback secret': 'Secret des rappels',
  'Signature key': 'Clé de signature',
  'Secret key': 'Clé secrète',
  'Signing secret': 'Secret de signature',
  'From BuyPower, for business customers. Sells from your wallet, so keep it as you would keep cash.':
    'De BuyPower, pour les clients professionnels. Elle vend sur votre portefeuille : gardez-la comme de l’argent.',
  'Settings → API. Names the account; sent with every call.':
    'Settings → API. Nomme le compte ; envoyée avec chaque appel.',
  'Settings → API. Signs every call; never sent itself.':
    'Settings → API. Signe chaque appel ; n’est jamais envoyé lui-même.',
  'Settings → Webhooks. Signs what comes from FlashERP.':
    'Settings → Webhooks. Signe ce qui vient de FlashERP.',
  'Account → Extras → API keys. Ends in the data centre, as -us21.':
    'Account → Extras → API keys. Finit par le centre de données, comme -us21.',
  'Shown once when the webhook is made. For one that Mailchimp does not sign, invent a long one and add ?secret=… to its address.':
    'Montré une fois, à la création du webhook. Pour un que Mailchimp ne signe pas, inventez-en un long et ajoutez ?secret=… à son adresse.',
  'Begins with whsec_. Signs what is called back to PCS AI, which checks it with the same.':
    'Commence par whsec_. Signe ce qui est rappelé à PCS AI, qui le vérifie avec le même.',
  'Comes from signing in to QuickBooks; renewed by itself every hour.':
    'Vient de la connexion à QuickBooks ; renouvelé de lui-même chaque heure.',
  'Comes from signing in to QuickBooks; changes each time it is used.':
    'Vient de la connexion à QuickBooks ; change à chaque usage.',
  'Your app at developer.intuit.com → Webhooks. One for all companies of the app.':
    'Votre application sur developer.intuit.com → Webhooks. Un pour toutes les entreprises de l’application.',
  'Developer Console → your application → Credentials. It needs to read and write customers, orders and inventory, and to read payments and locations.':
    'Developer Console → votre application → Credentials. Il doit pouvoir lire et écrire clients, commandes et stocks, et lire paiements et lieux.',
  'Developer Console → Webhooks → your subscription. The address registered there is part of every signature.':
    'Developer Console → Webhooks → votre abonnement. L’adresse qui y est inscrite fait partie de chaque signature.',
  'Developers → API keys. Begins with sk_; a restricted key (rk_) needs to write customers, refunds and webhook endpoints, and to read them, payments, balance, invoices and subscriptions.':
    'Developers → API keys. Commence par sk_ ; une clé restreinte (rk_) doit pouvoir écrire clients, remboursements et adresses de webhooks, et les lire, ainsi que paiements, solde, factures et abonnements.',
  'Developers → Webhooks → your endpoint. Begins with whsec_.':
    'Developers → Webhooks → votre adresse. Commence par whsec_.',
  Audience: 'Audience',
  'Account of expenses': 'Compte de dépenses',
  'Item of invoices': 'Article des factures',
  Location: 'Lieu',
  'Contacts are read from it and written to it, and webhooks of another are kept out.':
    'Les contacts y sont lus et écrits, et les webhooks d’une autre sont tenus dehors.',
  'Lines of bills that name no account are booked to it.':
    'Les lignes de factures fournisseur sans compte y sont passées.',
  'Lines of invoices are written as sales of it. Once it is inactive, invoices wait until another is chosen.':
    'Les lignes de factures sont écrites comme ses ventes. Une fois inactif, les factures attendent qu’un autre soit choisi.',
  'Payments, orders and counts of other locations stay where they are; customers belong to all. What is written without a location of its own goes here.':
    'Paiements, commandes et stocks d’autres lieux restent où ils sont ; les clients sont à tous. Ce qui est écrit sans lieu propre va ici.',
  'None: each line has to name one': 'Aucun : chaque ligne doit en nommer un',
  'Services, which every company begins with': 'Services, par quoi commence toute entreprise',
  'All locations': 'Tous les lieux',
  'From and to, in UTC': 'De et à, en UTC',
  'Kind and seller': 'Sorte et vendeur',
  Name: 'Nom',
  'Why they get mail': 'Pourquoi ils reçoivent du courrier',
  Company: 'Entreprise',
  Street: 'Rue',
  City: 'Ville',
  State: 'Région',
  'Postal code': 'Code postal',
  'Country, as two letters': 'Pays, en deux lettres',
  'Sender’s name': 'Nom de l’expéditeur',
  'Sender’s address': 'Adresse de l’expéditeur',
}
