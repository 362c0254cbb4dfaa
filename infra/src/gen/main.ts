import { fileURLToPath } from 'node:url'
import { generateEvent } from './event.ts'
import { generateNoun } from './noun.ts'
import { generatePage } from './page.ts'
import { generateProcedure } from './procedure.ts'
import { generateProvider } from './provider.ts'
import type { Generated } from './scaffold.ts'

const usage = `Usage: pnpm gen provider NAME                 as in acme-pay
       pnpm gen noun NAME                     as in vendor
       pnpm gen event NOUN TYPE               as in sync SyncPaused
       pnpm gen procedure NAME reads|changes  as in sync.pause changes
       pnpm gen page NAME                     as in vendors

docs/chores/ goes on from there: add-a-provider.md and its like.
`

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Undefined where the arguments are not those of any kind. */
function generate([kind, name, more, ...others]: readonly string[]): Generated | undefined {
  if (name === undefined || others.length > 0) return undefined
  if (kind === 'event') return more === undefined ? undefined : generateEvent(root, name, more)
  if (kind === 'procedure')
    return more === 'reads' || more === 'changes' ? generateProcedure(root, name, more) : undefined
  if (more !== undefined) return undefined
  if (kind === 'provider') return generateProvider(root, name)
  if (kind === 'noun') return generateNoun(root, name)
  if (kind === 'page') return generatePage(root, name)
  return undefined
}

const made = generate(process.argv.slice(2))
if (made) {
  process[made.ok ? 'stdout' : 'stderr'].write(`${made.lines.join('\n')}\n`)
  process.exitCode = made.ok ? 0 : 1
} else {
  process.stderr.write(usage)
  process.exitCode = 2
}
