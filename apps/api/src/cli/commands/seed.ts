import { parseArgs } from 'node:util'
import { advanceProjection } from '@syncline/db/projections'
import { type ProviderName, providerNames } from '@syncline/domain/connection'
import { createHub, type Hub } from '../../hub.ts'
import { keepDemo, readDemo, type SignIn } from '../../ops/demo-file.ts'
import { loadDemo } from '../../ops/demo-organization.ts'
import type { CommandInput } from '../command.ts'
import { demo, demoPassword } from '../demo.ts'

export const summary =
  'make the demo organization: seed --demo --sandbox URL [--traffic PER_MINUTE] [--only PROVIDER,…]'

/** Safe to run again: what is there stays, what is missing is added, and the sandbox learns the keys anew. */
export async function run({ settings, args, say, report }: CommandInput): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      demo: { type: 'boolean' },
      sandbox: { type: 'string' },
      traffic: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const asked = values.only ? values.only.split(',').map((name) => name.trim()) : providerNames
  const only = asked.filter(isProvider)
  if (!values.demo || !values.sandbox || only.length < asked.length) {
    if (only.length < asked.length) say(`--only takes some of ${providerNames.join(', ')}.`)
    say('Usage: syncline seed --demo --sandbox URL [--traffic PER_MINUTE] [--only PROVIDER,…]')
    return 2
  }
  const hub = createHub(settings, 'seed')
  try {
    await loadDemo(hub, {
      sandboxUrl: values.sandbox,
      baseUrl: settings.baseUrl,
      changesPerMinute: Number(values.traffic ?? 0),
      only,
    })
    await advanceProjection(hub.workerPool, 'directory')
    const signIns = await ensurePeople(hub)
    keepDemo(settings.dataDirectory, { sandboxUrl: values.sandbox, signIns })
    for (const { role, email, password } of signIns) say(`${role.padEnd(9)} ${email}  ${password}`)
    report({ seed: 'done', signIns })
    return 0
  } finally {
    await hub.close()
  }
}

const isProvider = (name: string): name is ProviderName => (providerNames as readonly string[]).includes(name)

async function ensurePeople(hub: Hub): Promise<readonly SignIn[]> {
  const known = readDemo(hub.settings.dataDirectory)
  if (known) return known.signIns
  const signIns: SignIn[] = demo.people.map((person) => ({ ...person, password: demoPassword() }))
  for (const signIn of signIns)
    await hub.auth.seedUser({
      ...signIn,
      organizationId: demo.organizationId,
      organizationName: demo.organizationName,
      timeZone: demo.timeZone,
    })
  return signIns
}
