import { account } from './account.ts'
import { balance, cached, callbacks, electricity, figures, tagging } from './accounts.ts'
import { choices, connect, webhookSetup } from './connect.ts'
import { custody, protection, schedule, scope } from './connection.ts'
import { connections } from './connections.ts'
import { errors } from './errors.ts'
import { crashed, event, events, firstRun } from './events.ts'
import { help } from './help.ts'
import { keys } from './keys.ts'
import { bulkDialog, list, viewForm } from './list.ts'
import { mappings } from './mappings.ts'
import { overview } from './overview.ts'
import { palette, reason, signIn, time } from './pages.ts'
import { erasure, privacy } from './privacy.ts'
import { refund } from './refund.ts'
import { refusal } from './refusal.ts'
import { reconciliation, runs } from './runs.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { switches } from './switches.ts'
import { sync } from './sync.ts'
import { syncs } from './syncs.ts'
import { told } from './told.ts'
import { venues } from './venues.ts'
import { webhook, webhooks } from './webhooks.ts'

/** Every page; `language.spec.ts` knows each word that is not translated, and why. */
export const french = {
  locale: 'fr-FR',
  words: {
    account,
    balance,
    bulkDialog,
    cached,
    callbacks,
    choices,
    connect,
    connections,
    crashed,
    custody,
    electricity,
    erasure,
    errors,
    event,
    events,
    figures,
    firstRun,
    help,
    keys,
    list,
    mappings,
    overview,
    palette,
    privacy,
    protection,
    reason,
    reconciliation,
    refund,
    refusal,
    runs,
    schedule,
    scope,
    settings,
    shell,
    signIn,
    switches,
    sync,
    syncs,
    tagging,
    time,
    told,
    venues,
    viewForm,
    webhook,
    webhooks,
    webhookSetup,
  },
}
