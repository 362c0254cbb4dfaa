import { list } from './list.ts'
import { palette, signIn, syncs, time, webhooks } from './pages.ts'
import { shell } from './shell.ts'

/** The frame, the lists, the search and the sign-in; the other pages are English until somebody adds theirs. */
export const french = {
  locale: 'fr-FR',
  words: { shell, list, palette, signIn, syncs, time, webhooks },
}
