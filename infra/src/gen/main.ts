import { fileURLToPath } from 'node:url'
import { generateProvider } from './provider.ts'

const usage = `Usage: pnpm gen provider NAME

NAME is what stands in addresses: lower-case letters and digits, with dashes between.
docs/chores/add-a-provider.md goes on from there.
`

const [kind, name, ...others] = process.argv.slice(2)
if (kind !== 'provider' || name === undefined || others.length > 0) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  const made = generateProvider(fileURLToPath(new URL('../../..', import.meta.url)), name)
  process[made.ok ? 'stdout' : 'stderr'].write(`${made.lines.join('\n')}\n`)
  process.exitCode = made.ok ? 0 : 1
}
