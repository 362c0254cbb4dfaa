import { answerTroubles, type Trouble, webhookTroubles } from '../faults/panel.ts'
import { type Answer, type ProviderName, providerNames } from '../provider.ts'
import type { Read } from '../shape.ts'
import type { AdminContext } from './context.ts'
import { escape } from './html.ts'
import { readTrigger, runTrigger } from './trigger.ts'

const downs = ['no', 'unavailable', 'reset'] as const satisfies readonly Trouble['down'][]
const providersIn = (wanted: ProviderName | null) => (wanted === null ? providerNames : [wanted])

/** A form for each provider to make something happen there, and one for what goes wrong there. */
export function forms(admin: AdminContext, wanted: ProviderName | null): string {
  const troubles = admin.panel.read()
  return providersIn(wanted)
    .map((name) => {
      const { events } = admin.providers[name]
      const accounts = admin.providers[name].accounts().map(({ account }) => escape(account))
      return `<fieldset><legend>${name}</legend>
<p>${accounts.length === 0 ? 'No account.' : `Accounts: ${accounts.join(', ')}`}</p>
${events.length === 0 ? '<p>It tells of nothing by itself.</p>' : triggerForm(name, events)}
${faultForm(name, troubles[name])}</fieldset>`
    })
    .join('\n')
}

export function trafficForm({ traffic }: AdminContext): string {
  const { perMinute, sentinelPercent } = traffic.read()
  return `<form method="post" action="/_sandbox/page/traffic">
<label>Changes per minute ${numberField('perMinute', perMinute, 60_000)}</label>
<label>New names with a sentinel, % ${numberField('sentinelPercent', sentinelPercent, 100)}</label>
<button>Set the traffic</button></form>`
}

const numberField = (name: string, value: number, high: number) =>
  `<input name="${name}" type="number" min="0" max="${high}" value="${value}" required>`

const options = (values: readonly string[], chosen?: string) =>
  values.map((value) => `<option${value === chosen ? ' selected' : ''}>${escape(value)}</option>`).join('')

const triggerForm = (
  name: ProviderName,
  events: readonly string[],
) => `<form method="post" action="/_sandbox/page/trigger">
<input type="hidden" name="provider" value="${name}">
<label>Event <select name="event">${options(events)}</select></label>
<label>Name <input name="name" maxlength="255" placeholder="made up"></label>
<label>Times ${numberField('count', 1, 100)}</label>
<button>Trigger</button></form>`

const faultForm = (
  name: ProviderName,
  { latencyMs, chaosPercent, down, callsPerSecond, callsAtOnce, answers, webhooks }: Trouble,
) => `<form method="post" action="/_sandbox/page/faults">
<input type="hidden" name="provider" value="${name}">
<label>Latency, ms ${numberField('latencyMs', latencyMs, 60_000)}</label>
<label>Chaos, % ${numberField('chaosPercent', chaosPercent, 100)}</label>
<label>Down <select name="down">${options(downs, down)}</select></label>
<label>Calls per second (0: no limit) ${numberField('callsPerSecond', callsPerSecond, 10_000)}</label>
<label>Calls at once (0: no limit) ${numberField('callsAtOnce', callsAtOnce, 10_000)}</label>
<label>Every call meets <select name="answers">${options(answerTroubles, answers)}</select></label>
<label>Webhooks come <select name="webhooks">${options(webhookTroubles, webhooks)}</select></label>
<button>Set the faults</button></form>`

/** One form that somebody sent off; back to the page, which says what came of it. */
export async function formAnswer(admin: AdminContext, path: string, body: Buffer): Promise<Answer> {
  const form = new URLSearchParams(body.toString('utf8'))
  const provider = providerNames.find((name) => name === form.get('provider')) ?? null
  const said = await carryOut(admin, path, form, provider)
  const query = new URLSearchParams({ ...(provider && { provider }), said })
  return { status: 303, headers: { location: `/_sandbox/?${query.toString()}` }, body: '' }
}

async function carryOut(
  admin: AdminContext,
  path: string,
  form: URLSearchParams,
  provider: ProviderName | null,
): Promise<string> {
  const number = (name: string) => Number(form.get(name))
  switch (path) {
    case '/page/traffic': {
      const change = { perMinute: number('perMinute'), sentinelPercent: number('sentinelPercent') }
      return told(admin.traffic.change(change), ({ perMinute }) => `${perMinute} changes per minute.`)
    }
    case '/page/faults': {
      const change = {
        provider,
        latencyMs: number('latencyMs'),
        chaosPercent: number('chaosPercent'),
        down: form.get('down'),
        callsPerSecond: number('callsPerSecond'),
        callsAtOnce: number('callsAtOnce'),
        answers: form.get('answers') ?? 'usual',
        webhooks: form.get('webhooks') ?? 'usual',
      }
      return told(admin.panel.change(change), () => `The faults of ${provider} are set.`)
    }
    case '/page/trigger': {
      if (provider === null) return 'There is no such provider.'
      const plan = readTrigger({ name: form.get('name') || null, count: number('count') })
      if (!plan.ok) return told(plan, String)
      const event = form.get('event') ?? ''
      const outcome = await runTrigger(admin, admin.providers[provider], event, plan.value)
      return told(outcome, ({ objects }) => `${event}: ${objects.slice(0, 3).join(', ')}`)
    }
    default:
      return 'There is no such form.'
  }
}

const told = <T>(read: Read<T>, done: (value: T) => string): string =>
  read.ok ? done(read.value) : `${read.problem.path} ${read.problem.message}.`
