import { errors } from './errors.ts'
import { list } from './list.ts'
import { overview } from './overview.ts'
import { palette, reason, signIn, time, webhooks } from './pages.ts'
import { shell } from './shell.ts'
import { sync } from './sync.ts'
import { syncs } from './syncs.ts'

/** The frame, the lists, the overview, a sync, errors, the search and the sign-in; other pages are English until somebody adds theirs. */
export const french = {
  locale: 'fr-FR',
  words: { errors, shell, list, overview, palette, reason, signIn, sync, syncs, time, webhooks },
}
