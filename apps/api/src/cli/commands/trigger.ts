import { parseArgs } from 'node:util'
import type { CommandInput } from '../command.ts'

export const summary =
  'make something happen at a provider of the sandbox: trigger stripe customer.updated [--name N] [--count N]'

export async function run({ settings, args, say }: CommandInput): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      email: { type: 'string' },
      id: { type: 'string' },
      count: { type: 'string' },
    },
  })
  const [provider, event] = positionals
  const sandbox = settings.sandboxUrl
  if (!provider || !event) {
    say('Usage: syncline trigger PROVIDER EVENT [--name NAME] [--email EMAIL] [--id ID] [--count N]')
    for (const [name, events] of await readEvents(sandbox)) say(`  ${name.padEnd(11)} ${events.join(' ')}`)
    return 2
  }
  if (!sandbox) {
    say('No sandbox is known here. Start Syncline first (pnpm start), or set SANDBOX_URL.')
    return 1
  }
  const { count, ...rest } = values
  const response = await fetch(
    `${sandbox}/_sandbox/trigger/${encodeURIComponent(provider)}/${encodeURIComponent(event)}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...rest, ...(count !== undefined && { count: Number(count) }) }),
      signal: AbortSignal.timeout(10_000),
    },
  ).catch(() => null)
  if (!response) {
    say(`The sandbox does not answer at ${sandbox}. Is Syncline running?`)
    return 1
  }
  say(await response.text())
  return response.ok ? 0 : 1
}

/** What can be triggered at each provider; nothing where no sandbox answers. */
async function readEvents(sandbox: string | null): Promise<[string, readonly string[]][]> {
  if (!sandbox) return []
  const response = await fetch(`${sandbox}/_sandbox/events`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  )
  if (!response?.ok) return []
  const known = (await response.json()) as Record<string, readonly string[]>
  return Object.entries(known).filter(([, events]) => events.length > 0)
}
