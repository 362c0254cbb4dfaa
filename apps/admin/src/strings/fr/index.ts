import { connections } from './connections.ts'
import { errors } from './errors.ts'
import { help } from './help.ts'
import { keys } from './keys.ts'
import { list } from './list.ts'
import { overview } from './overview.ts'
import { palette, reason, signIn, time } from './pages.ts'
import { connect, refund } from './refund.ts'
import { shell } from './shell.ts'
import { sync } from './sync.ts'
import { syncs } from './syncs.ts'
import { webhook, webhooks } from './webhooks.ts'

/** The frame, the overview, syncs, webhooks, connections, errors, the search and the sign-in; other pages are English until somebody adds theirs. */
export const french = {
  locale: 'fr-FR',
  words: {
    connect,
    connections,
    errors,
    shell,
    help,
    keys,
    list,
    overview,
    palette,
    reason,
    refund,
    signIn,
    sync,
    syncs,
    time,
    webhook,
    webhooks,
  },
}
