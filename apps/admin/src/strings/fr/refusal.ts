import type { refusal as English } from '../en/refusal.ts'
import type { Words } from '../language.ts'

export const refusal: Words<typeof English> = {
  title: 'Une erreur',
  loading: 'Recherche de l’erreur',
  failed: 'Cette erreur n’a pas pu être cherchée',
  missing: 'Cet identifiant d’erreur ne mène nulle part',
  missingText:
    'Elle vient peut-être d’une autre organisation, d’avant la connexion de quelqu’un, ou est si ancienne que de plus récentes ont pris sa place. Le journal du service l’a peut-être encore.',
  back: 'Retour à l’aperçu',
  asked: 'Ce qui était demandé',
  when: 'Quand',
  caller: 'Pour qui',
  callers: {
    person: (end) => `une personne dont l’identifiant finit par ${end}`,
    program: (end) => `une clé d’API dont l’identifiant finit par ${end}`,
    self: 'vous',
  },
  code: 'Code',
  errorId: 'Identifiant d’erreur',
  correlation: 'Corrélation',
  facts: 'À propos de cette erreur',
  told: 'Ce qui a été dit',
  detailsLabel: 'Détails de l’erreur',
  entries: (value) => (value < 2 ? `${value} entrée` : `${value} entrées`),
  about: 'Ce dont il s’agissait',
  todo: 'Que faire',
}
