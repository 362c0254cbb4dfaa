import type { Scope as Kind } from '@syncline/domain/connection'
import type { custody as Custody } from '../en/custody.ts'
import { count, midSentence } from '../en/many.ts'
import type { protection as Protection } from '../en/protection.ts'
import type { schedule as Schedule, scope as Scope } from '../en/schedule.ts'
import type { Words } from '../language.ts'
import { entityPlurals } from './entities.ts'

const mayNot = (organization: string) => `Les admins changent cela. Demandez à un admin de ${organization}.`
const of = (value: number, one: string, many: string) => `${count(value)} ${value < 2 ? one : many}`
const days = (value: number) => (value === 0 ? 'de ce jour' : value === 1 ? 'd’un jour' : `de ${value} jours`)
const plural = (kind: Kind) => (kind === 'financial_report' ? 'Rapports financiers' : entityPlurals[kind])

export const custody: Words<typeof Custody> = {
  kinds: {
    api_key: 'Clé d’API',
    api_secret: 'Secret d’API',
    webhook_secret: 'Secret des webhooks',
    client_secret: 'Secret du client',
    access_token: 'Jeton d’accès',
    refresh_token: 'Jeton de renouvellement',
  },
  title: 'Accès',
  text: 'Scellés à leur arrivée et plus jamais montrés.',
  loading: 'Chargement des accès',
  failed: 'Les accès n’ont pas pu être chargés ; aucun n’a changé',
  none: 'Rien n’est gardé pour cette connexion. Donnez-lui son accès pour commencer.',
  localFile:
    'Les clés de cette installation sont dans un fichier sur son propre disque. Qui prend le disque les prend aussi ; AWS KMS les tient à part.',
  ends: (lastFour) => (lastFour === '' ? 'Trop court pour en montrer quoi que ce soit' : `…${lastFour}`),
  spoken: (lastFour) => `finissant par ${lastFour}`,
  version: (value) => `version ${value}`,
  age: days,
  old: (value) => `${days(value)} : plus de 90 jours`,
  used: (value) =>
    value === 0 ? 'pas encore utilisé' : value === 1 ? 'utilisé une fois' : `utilisé ${count(value)} fois`,
  lastUsed: 'dernière fois',
  proved: 'Le fournisseur l’a accepté,',
  notProved: 'Le fournisseur l’a refusé,',
  retired: 'Retiré',
  replaced: 'En service jusqu’à son retrait',
  named: (verb, kind) => `${verb} : ${kind}`,
  give: 'Donner',
  missing: 'Pas encore donné',
  rotate: 'Renouveler',
  bySignIn: 'Se renouvelle seul',
  retire: 'Retirer',
  test: 'Essayer maintenant',
  testing: 'Demande en cours',
  testOk: (took) => `Le fournisseur a accepté l’accès, en ${took} ms.`,
  testFailed: 'Le fournisseur n’a pas accepté l’accès.',
  lastLive: 'C’est le seul en service. Renouvelez-le d’abord.',
  mayNot,
  rotating: {
    title: (kind) => `Un nouvel accès : ${midSentence(kind)}`,
    text: 'Le précédent reste en service à côté jusqu’à ce que vous le retiriez : rien n’est refusé pendant le passage.',
    hint: 'Scellé aussitôt. Personne ne peut le lire ici ensuite.',
    missing: 'Collez-le ici.',
    unfit: (provider) => `${provider} ne l’accepte pas, rien n’a donc été gardé : le précédent reste.`,
    submit: 'Garder',
    submitting: 'Demande au fournisseur',
    done: 'Gardé. Le précédent reste lisible jusqu’à son retrait.',
  },
  retiring: {
    title: (kind, version) => `Retirer la version ${version} : ${midSentence(kind)}`,
    text: (provider) =>
      `Il est détruit ici, avec la clé sous laquelle il est scellé ; cela ne peut pas être défait. Reprenez-le chez ${provider} aussi.`,
    submit: 'Retirer',
    submitting: 'Retrait',
    done: 'Retiré. Il n’en reste que le fait qu’il a existé.',
  },
  refusals: {
    last_live: 'C’est le seul en service. Renouvelez-le d’abord.',
    is_off: 'Cette connexion est éteinte.',
    is_on: 'Cette connexion est allumée.',
    exists: 'Il est déjà là.',
    too_many_keys: 'Cette organisation a eu autant de clés qu’on peut en avoir.',
  },
  keys: {
    title: 'Clés',
    loading: 'Chargement des clés',
    failed: 'Les clés n’ont pas pu être chargées ; aucune n’a changé',
    keptBy: {
      'aws-kms':
        'Secrets, noms et webhooks bruts de cette organisation sont scellés sous une clé à elle, qu’AWS KMS enveloppe : sans KMS, rien ici ne se lit.',
      'local-file':
        'Secrets, noms et webhooks bruts de cette organisation sont scellés sous une clé à elle, qu’un fichier sur le disque de cette installation enveloppe. Qui prend le disque prend les deux ; AWS KMS les tient à part.',
    },
    version: (value) => `Clé ${value}`,
    states: { seals: 'Scelle maintenant', opens: 'Ouvre ce qu’elle a scellé', comes: 'Scelle à partir du' },
    made: 'faite',
    wrapped: 'enveloppée pour la dernière fois',
    wrapping: (done, total) => `Nouvelle enveloppe en cours : ${done} sur ${of(total, 'clé', 'clés')}.`,
    sealing: (done, total) => `Passage sous la nouvelle clé : ${done} sur ${of(total, 'accès', 'accès')}.`,
    people: (left) =>
      `${of(left, 'clé de personne reste', 'clés de personnes restent')} à sceller sous elle.`,
    done: (credentials) =>
      `${of(credentials, 'accès est scellé', 'accès sont scellés')} sous la clé qui scelle maintenant.`,
    rotate: 'Nouvelle clé…',
    isComing: 'Une clé arrive. Elle scelle dix minutes après avoir été faite.',
    mayNot,
    rotating: {
      title: 'Une nouvelle clé pour cette organisation',
      text: 'Elle scelle dans dix minutes, quand chaque processus la connaît. Les accès et les clés des personnes passent alors d’eux-mêmes sous elle ; cette page montre où cela en est.',
      about:
        'Rien ne s’arrête entre-temps. Les clés précédentes restent : ce qui est dans le journal fut scellé sous elles.',
      submit: 'La faire',
      submitting: 'En cours',
      done: 'Faite. Elle scelle dans dix minutes.',
    },
  },
  end: {
    title: 'Éteindre ou supprimer',
    off: (reason) => `Éteinte : « ${reason} » Rien ne part ; les webhooks sont toujours gardés.`,
    text: 'Éteinte, rien ne part et rien n’est lu ; les webhooks sont toujours gardés. Supprimée, son accès est détruit.',
    stops: 'Ce qui s’arrête',
    flows: (value) =>
      value === 0 ? 'Aucun flux n’y passe.' : `${of(value, 'flux s’arrête', 'flux s’arrêtent')}.`,
    open: (value) =>
      value === null
        ? 'Les synchros en file sont comptées.'
        : value === 0
          ? 'Aucune synchro n’est en file.'
          : `${of(value, 'synchro est', 'synchros sont')} en file.`,
    disable: 'Éteindre',
    enable: 'Rallumer',
    enabled: 'Rallumée. Ce qui attendait part maintenant.',
    delete: 'Supprimer',
    reason: 'Motif',
    reasonHint: 'Gardé avec ce qui s’est passé, lisible par tous.',
    reasonShort: 'Trois lettres au moins.',
    disabling: {
      title: (name) => `Éteindre ${name}`,
      text: 'Rien n’y part et rien n’en est lu avant qu’elle ne soit rallumée. Les synchros attendent et ne perdent aucun essai.',
      submit: 'Éteindre',
      submitting: 'Extinction',
      done: 'Éteinte. Rien ne part ; les webhooks sont toujours gardés.',
    },
    deleting: {
      title: (name) => `Supprimer ${name}`,
      text: 'Son accès est détruit, avec les clés sous lesquelles il est scellé, son adresse de webhooks est fermée, et ce qui attend est annulé. Cela ne peut pas être défait. Ce qui s’est passé reste dans le journal.',
      typed: (name) => `Écrivez ${name} pour la supprimer`,
      differs: 'Ce n’est pas son nom.',
      submit: 'Supprimer',
      submitting: 'Suppression',
      done: 'Supprimée. Son accès n’existe plus.',
    },
  },
}

const failures = (value: number) => of(value, 'échec', 'échecs')

export const protection: Words<typeof Protection> = {
  title: 'Santé et limites',
  text: (provider) =>
    `Comment ${provider} a répondu, combien d’appels il reçoit, et quand nous le laissons en paix. Ce qui ne peut pas partir attend, et aucun essai n’est perdu.`,
  loading: 'Chargement de la santé et des limites',
  failed: 'La santé et les limites n’ont pas pu être chargées ; rien n’a changé',
  health: {
    healthy: 'Va bien',
    degraded: 'Affaibli',
    down: 'En panne',
    reconnect_needed: 'À reconnecter',
  },
  never: 'Personne n’a encore regardé. Le premier regard vient dans la minute.',
  looked: (took) => `a répondu en ${took}, regardé`,
  lookedFailed: 'n’a pas répondu comme il faut, regardé',
  history: 'Derniers regards, le plus récent à droite',
  historySpoken: (value, good) => `${count(good)} des ${count(value)} derniers regards étaient bons`,
  look: 'Regarder maintenant',
  looking: 'Regard en cours',
  breaker: {
    title: 'Quand les échecs se suivent',
    states: { closed: 'Les appels partent', open: 'Au repos', half_open: 'Un appel d’essai' },
    closed: (value, threshold) =>
      value === 0
        ? `Aucun échec compté ; il se repose après ${failures(threshold)} de suite.`
        : `${failures(value)} de suite sur ${count(threshold)}, puis il se repose.`,
    open: (value) => `Après ${failures(value)} de suite, rien n’est envoyé. Un appel d’essai part à`,
    half: 'Un appel est parti voir s’il est revenu. Le reste attend.',
    last: 'Dernier échec :',
    reset: 'Renvoyer maintenant',
    isClosed: 'Les appels partent déjà.',
  },
  resetting: {
    title: 'Renvoyer maintenant',
    text: (provider) =>
      `Les appels partent aussitôt vers ${provider}, et ce qui attend suit. S’il échoue encore, il se repose de nouveau.`,
    label: 'Pourquoi',
    hint: 'Gardé dans l’audit.',
    submit: 'Renvoyer',
    submitting: 'Fermeture',
    done: 'Les appels partent de nouveau.',
    refusals: {
      is_closed: 'Les appels partent déjà : quelqu’un, ou l’appel d’essai, a été plus rapide.',
    },
  },
  limits: {
    title: 'Les appels qu’il reçoit',
    of: {
      account: 'Tout le compte',
      writes: 'Écritures de cette connexion',
      reads: 'Lectures de cette connexion',
    },
    use: (used, calls, window) => `${count(used)} sur ${count(calls)} en ${window}`,
    atOnce: 'Tout le compte, en même temps',
    out: (out, most) => `${count(out)} sur ${count(most)} à la fois`,
    paused: 'Il nous a demandé d’attendre jusqu’à',
  },
  errors: {
    title: 'Ce qui n’est pas passé dans les 200 derniers essais',
    none: 'Rien.',
    times: (value) => (value === 1 ? 'une fois, ' : `${count(value)} fois, la dernière `),
  },
  form: {
    open: 'Changer les limites',
    title: 'Limites et repos',
    calls: { account: 'Appels, tout le compte', writes: 'Écritures', reads: 'Lectures' },
    seconds: 'En combien de secondes',
    accountHint: 'Vide : ce que le fournisseur permet d’habitude.',
    atOnce: 'Appels à la fois, tout le compte',
    atOnceHint:
      'De toutes ses connexions ensemble ; les autres attendent. Vide : ce que le fournisseur permet d’habitude.',
    ownHint: 'Vide : pas de limite propre.',
    threshold: 'Repos après tant d’échecs de suite',
    openSeconds: 'Repos, en secondes',
    breakerHint: 'Vide : comme d’habitude.',
    notCalls: (most) => `Un nombre entier de 1 à ${count(most)}.`,
    notSeconds: (least, most) => `Un nombre de secondes de ${count(least)} à ${count(most)}.`,
    together: 'Remplissez les deux, ou aucun.',
    save: 'Enregistrer',
    saving: 'Enregistrement',
    saved: 'Enregistré. Cela se sent en quelques secondes.',
    unchanged: 'Rien n’est changé.',
  },
  mayNot,
  isOff: 'Elle est éteinte : rien n’est demandé.',
}

const whole = (value: number, one: string, many: string) => (value === 1 ? one : `${count(value)} ${many}`)

export const schedule: Words<typeof Schedule> = {
  title: 'Relue d’elle-même',
  text: 'Les webhooks apportent chaque changement quand il arrive. Un horaire regarde aussi de lui-même : ce qui part d’ici et vient ici est lu à sa source, pour autant qu’il ait changé depuis. Ce qui est pareil ne fait pas de synchro.',
  loading: 'Chargement de l’horaire',
  failed: 'L’horaire n’a pas pu être chargé ; rien n’a changé',
  onOff: 'D’elle-même',
  on: 'Oui',
  off: 'Non',
  how: 'Comment les heures sont dites',
  kinds: { interval: 'À intervalles', daily: 'Une fois par jour', cron: 'Par une ligne cron' },
  minutes: 'Minutes d’une lecture à la suivante',
  minutesHint: 'De 1 à 43 200, soit trente jours.',
  notMinutes: 'Un nombre entier de 1 à 43 200.',
  time: 'Heure du jour',
  timeHint: 'Heures et minutes, par exemple 02:00.',
  notTime: 'Une heure comme 02:00.',
  zone: 'Fuseau horaire',
  zoneHint: 'Son nom IANA, par exemple Africa/Lagos.',
  notZone: 'Aucun fuseau horaire ne s’appelle ainsi.',
  cron: 'Ligne cron',
  cronHint:
    'Minute, heure, jour du mois, mois, jour de la semaine : 0 */6 * * * veut dire toutes les six heures.',
  notCron: 'Aucune heure n’en sort. Elle a cinq parties : minute, heure, jour, mois, jour de la semaine.',
  next: 'Les prochaines fois',
  rests: 'Il se repose tant que ceci est éteint.',
  began: 'Dernier départ de lui-même',
  stillReading: 'À la dernière échéance, la lecture précédente durait encore.',
  refused: (sentence) => `À la dernière échéance, rien n’a commencé : ${midSentence(sentence)}`,
  save: 'Enregistrer l’horaire',
  saving: 'Enregistrement',
  saved: 'Enregistré. Il vaut dès maintenant.',
  unchanged: 'Rien n’est changé.',
  mayNot,
  step: 'Quand faut-il la relire d’elle-même ?',
  saveStep: 'Enregistrer et continuer',
  skipStep: 'Continuer sans',
  every: (minutes) =>
    minutes % 1_440 === 0
      ? whole(minutes / 1_440, 'chaque jour', 'jours d’intervalle')
      : minutes % 60 === 0
        ? whole(minutes / 60, 'chaque heure', 'heures d’intervalle')
        : whole(minutes, 'chaque minute', 'minutes d’intervalle'),
  daily: (time, zone) => `chaque jour à ${time}, à l’heure de ${zone}`,
  byCron: (cron, zone) => `par ${cron}, à l’heure de ${zone}`,
}

export const scope: Words<typeof Scope> = {
  title: 'Ce qui circule',
  plural,
  text: 'Une sorte de fiche éteinte reste où elle est : rien n’en vient ici et rien n’en part. Les webhooks sont toujours gardés, et ce qui attend part quand elle est rallumée.',
  travels: 'Circule',
  stays: 'Éteint',
  switchOff: 'Éteindre',
  switchOn: 'Rallumer',
  nameOff: (entity) => `Éteindre : ${midSentence(plural(entity))}`,
  nameOn: (entity) => `Rallumer : ${midSentence(plural(entity))}`,
  titleOff: (entity, name) => `Éteindre pour ${name} : ${midSentence(plural(entity))} ?`,
  titleOn: (entity, name) => `Rallumer pour ${name} : ${midSentence(plural(entity))} ?`,
  textOff: 'Ce qui est en route est achevé ; ce qui est en file attend d’être rallumé.',
  textOn: 'Ce qui attend part de lui-même, en quelques secondes.',
  label: 'Motif',
  hint: 'Gardé dans le journal et dans l’audit.',
  submitting: 'En cours',
  done: (entity, isOff) =>
    isOff ? `${plural(entity)} : éteint.` : `${plural(entity)} : circule de nouveau.`,
  mayNot,
  unchanged: 'Quelqu’un l’a déjà fait. Regardez où il en est maintenant.',
}
