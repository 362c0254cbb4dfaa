import { parseArgs } from 'node:util'
import { type Comparison, compareLedgers } from './compare.ts'

/** `node src/compare-ledgers.ts --url http://127.0.0.1:PORT [--json]`: ends with 0 when both books agree, 1 when not, 2 when it cannot tell. */
const usage =
  'Usage: node src/compare-ledgers.ts --url http://127.0.0.1:PORT [--json] [--stripe-account ID] [--flasherp-account ID]'
const maxListed = 200

function describe({ equal, money, differences, compared }: Comparison): string {
  const counts = Object.entries(compared).map(([entity, count]) => `${count} ${entity}`)
  const sums = money.map(
    ({ currency, stripe, square, flasherp, equal: same }) =>
      `${same ? ' ' : '!'} ${currency}  Stripe ${stripe}  Square ${square}  FlashERP ${flasherp}  (minor units, payments less refunds)`,
  )
  const listed = differences
    .slice(0, maxListed)
    .map(({ kind, entity, ref, fields }) => `! ${kind} ${entity} ${ref} ${fields.join(', ')}`.trimEnd())
  const more = differences.length - listed.length
  return [
    equal ? 'The books agree.' : `The books differ: ${differences.length} objects.`,
    `Compared: ${counts.join(', ') || 'nothing'}.`,
    ...sums,
    ...listed,
    ...(more > 0 ? [`… and ${more} more; --json lists them all.`] : []),
  ].join('\n')
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: 'string' },
        json: { type: 'boolean', default: false },
        'stripe-account': { type: 'string' },
        'flasherp-account': { type: 'string' },
      },
    })
    return values.url === undefined || !URL.canParse(values.url) ? null : { ...values, url: values.url }
  } catch {
    return null
  }
}

async function main(): Promise<number> {
  const options = readOptions()
  if (!options) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const { 'stripe-account': stripeAccount, 'flasherp-account': flasherpAccount } = options
  const comparison = await compareLedgers(options.url.replace(/\/$/, ''), {
    ...(stripeAccount === undefined ? {} : { stripeAccount }),
    ...(flasherpAccount === undefined ? {} : { flasherpAccount }),
  }).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The sandbox cannot be read: ${cause}. Is it running at ${options.url}?\n`)
    return null
  })
  if (!comparison) return 2
  process.stdout.write(`${options.json ? JSON.stringify(comparison) : describe(comparison)}\n`)
  return comparison.equal ? 0 : 1
}

process.exitCode = await main()
