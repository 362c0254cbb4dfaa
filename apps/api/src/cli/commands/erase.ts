import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { providerTitles } from '@syncline/domain/connection'
import type { ErasurePreview, ErasureView, SubjectObjectView } from '@syncline/domain/view'
import { createErasureByHand, type ErasureByHand } from '../../erasure/by-hand.ts'
import type { FoundPerson } from '../../erasure/find-people.ts'
import { createHub, type Hub } from '../../hub.ts'
import type { CommandInput } from '../command.ts'

export const summary =
  'erase a person: erase ID-OR-ADDRESS [--dry-run] [--reason TEXT] [--confirm ID] [--json]'

type Say = CommandInput['say']
const leastReason = 3

/**
 * Finds a person, says what would be destroyed, and destroys it once their id was typed. No name is printed.
 * Exit codes: 0 done, or shown; 1 nobody or several found; 2 not confirmed, or misused.
 */
export async function run({ settings, args, say }: CommandInput): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      organization: { type: 'string' },
      'dry-run': { type: 'boolean' },
      reason: { type: 'string' },
      confirm: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const [text, ...more] = positionals
  if (!text?.trim() || more.length > 0) return usage(say)
  const hub = createHub(settings, 'worker')
  // With --json the report alone is on stdout.
  const tell: Say = values.json ? (line) => void process.stderr.write(`${line}\n`) : say
  try {
    const organizationId = await organizationOf(hub, values.organization, tell)
    if (organizationId === null) return 2
    const asked = { ...values, text: text.trim(), organizationId }
    const { code, answer } = await erase(createErasureByHand(hub), asked, { tell, ask })
    if (values.json && answer) say(JSON.stringify(answer))
    return code
  } finally {
    await hub.close()
  }
}

interface Asked {
  readonly organizationId: string
  readonly text: string
  readonly 'dry-run'?: boolean | undefined
  readonly reason?: string | undefined
  readonly confirm?: string | undefined
}

interface Terminal {
  readonly tell: Say
  /** Null where nobody is there to answer. */
  readonly ask: (question: string) => Promise<string | null>
}

/** @returns the exit code, and what was shown or done; no name in it */
export async function erase(
  byHand: ErasureByHand,
  { organizationId, text, 'dry-run': dryRun, reason: given, confirm }: Asked,
  { tell, ask }: Terminal,
): Promise<{ code: number; answer?: object }> {
  const found = await byHand.find(organizationId, text, (opened) => tell(`${opened} records opened so far`))
  const [one] = found
  if (!one || found.length > 1) return { code: notOne(found, tell) }
  const { label: _name, ...preview } = await byHand.preview(organizationId, one.syncId)
  showPreview(preview, tell)
  if (dryRun) return { code: 0, answer: preview }
  const id = preview.objects[0]?.id ?? one.syncId
  const reason = given?.trim() ?? (await ask('Reason, for the log (no name): '))
  if (reason === null || reason.length < leastReason) {
    tell(`Nothing was erased: --reason says why, in at least ${leastReason} letters.`)
    return { code: 2 }
  }
  const typed = confirm ?? (await ask(`It can’t be taken back. Type ${id} to erase: `))
  if (typed?.trim() !== id) {
    tell(`Nothing was erased: confirm with --confirm ${id}`)
    return { code: 2 }
  }
  const answer = await byHand.erase(organizationId, { syncId: one.syncId, reason }, ({ searched }) =>
    tell(`${searched} of ${preview.stored} webhooks searched`),
  )
  showReport(answer, tell)
  return { code: 0, answer }
}

function usage(say: Say): number {
  say('Usage: syncline erase ID-OR-ADDRESS [--organization ID] --dry-run [--json]')
  say('       syncline erase ID-OR-ADDRESS [--organization ID] --reason TEXT [--confirm ID] [--json]')
  return 2
}

/** The one that is named, else the only one there is. */
async function organizationOf(hub: Hub, named: string | undefined, say: Say): Promise<string | null> {
  const { rows } = await hub.appPool.query<{ id: string; name: string }>(
    'select id, name from auth.organization order by name limit 100',
  )
  const known = named === undefined && rows.length === 1 ? rows[0] : rows.find(({ id }) => id === named)
  if (known) return known.id
  say(named === undefined ? 'Name one with --organization:' : `There is no organization ${named}:`)
  for (const { id, name } of rows) say(`  ${id}  ${name}`)
  return null
}

function notOne(found: readonly FoundPerson[], say: Say): number {
  if (found.length === 0) say('Nothing here has this id, and no record this address.')
  else say(`${found.length} people are found by it. Erase each by one of their ids:`)
  for (const { person } of found) say(`  ${person.objects.map(({ id }) => id).join(', ')}`)
  return 1
}

const objectTitle = ({ connectionName, provider, entity, id }: SubjectObjectView) =>
  `${connectionName ?? (provider === null ? 'a connection that is gone' : providerTitles[provider])} ${entity} ${id}`

function showPreview(preview: Omit<ErasurePreview, 'label'>, say: Say): void {
  const { objects, keys, syncs, waiting, unknown, webhooks, attempts, stored, older } = preview
  for (const object of objects) say(`Known as         ${objectTitle(object)}`)
  say(`Keys             ${keys}, destroyed for good`)
  say(`Syncs            ${syncs}, unreadable from then on; ${waiting} have not gone out and are called off`)
  say(`Webhooks         ${webhooks} known now; all ${stored} that are stored are searched`)
  say(`Tries            ${attempts}, which stay: what is kept of them is masked`)
  if (unknown > 0)
    say(`Unknown outcome  ${unknown} writes: look them up at the provider before, or by the report`)
  if (older > 0) say(`Not reached      ${older} names, sealed before people had keys of their own`)
  if (preview.erasedBefore !== null)
    say(
      `Erased before    ${preview.erasedBefore}; ${keys > 0 ? 'something' : 'nothing'} of theirs came in since`,
    )
}

function showReport(erasure: ErasureView, say: Say): void {
  const { erasureId, report, searched, webhooks, cancelled, unknown, unknownWrites } = erasure
  say(`Erased           ${erasureId}`)
  say(`Keys destroyed   ${report?.keys ?? 0}`)
  say(`Syncs            ${report?.syncs ?? 0} unreadable, ${cancelled} called off`)
  say(`Webhooks         ${webhooks} destroyed, ${searched} searched`)
  say(
    `Unknown outcome  ${unknown} writes${unknown > 0 ? ': nobody here can ask any more, look them up' : ''}`,
  )
  for (const write of unknownWrites) {
    const request = write.providerRequestId === null ? '' : `, request ${write.providerRequestId}`
    say(`  ${write.connectionName ?? providerTitles[write.provider]}: ${write.entity} ${write.sourceId}`)
    say(`    sent ${write.triedAt} under key ${write.idempotencyKey}${request}`)
  }
}

async function ask(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim()
  } finally {
    lines.close()
  }
}
