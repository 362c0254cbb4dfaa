/**
 * Every word on screen, by page. Another language is another set of these objects (`fr/`); parts that vary are functions,
 * so that each language orders and inflects them as it must. Import it whole, `import * as strings`: the bundler then
 * gives each page its own words only.
 */
export { cached } from './en/cached.ts'
export { connect } from './en/connect.ts'
export { connections } from './en/connections.ts'
export { crashed } from './en/crashed.ts'
export { custody } from './en/custody.ts'
export { erasure } from './en/erasure.ts'
export { event } from './en/event.ts'
export { events } from './en/events.ts'
export { firstRun } from './en/first-run.ts'
export { help } from './en/help.ts'
export { list } from './en/list.ts'
export { mappings } from './en/mappings.ts'
export { overview } from './en/overview.ts'
export { palette } from './en/palette.ts'
export { privacy } from './en/privacy.ts'
export { protection } from './en/protection.ts'
export { reason } from './en/reason.ts'
export { refund } from './en/refund.ts'
export { settings } from './en/settings.ts'
export { shell } from './en/shell.ts'
export { signIn } from './en/sign-in.ts'
export { sync } from './en/sync.ts'
export { syncs } from './en/syncs.ts'
export { time } from './en/time.ts'
export { webhook } from './en/webhook.ts'
export { webhookSetup } from './en/webhook-setup.ts'
export { webhooks } from './en/webhooks.ts'

export { locale } from './language.ts'
