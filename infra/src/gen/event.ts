import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { insertBefore } from './edit.ts'
import { type Edit, edit, type Generated, no, writeAll } from './scaffold.ts'

const domain = 'packages/domain/src'
const typePattern = /^[A-Z][a-z0-9]+([A-Z][a-z0-9]+)+$/
const maxTypeLength = 60

/**
 * Enters an event, at version 1 and without data yet, among those of its noun.
 * @param noun the first part of its stream's name
 * @param type in the past tense: `SyncPaused`
 */
export function generateEvent(root: string, noun: string, type: string): Generated {
  if (!typePattern.test(type) || type.length > maxTypeLength)
    return no(`«${type}» is no event: what happened, in the past tense, as SyncPaused.`)
  const sources = eventFiles(root)
  if (sources.some(({ text }) => text.includes(`type: '${type}'`))) return no(`${type} is there already.`)
  const owner =
    sources.find(({ text }) => text.includes(`export const ${noun}Events = {`)) ??
    sources.find(({ text }) => text.includes(`stream: '${noun}'`))
  if (!owner) return no(`No stream is called «${noun}»: pnpm gen noun ${noun} begins one.`)
  const entered: Edit = edit(root, owner.path, (text) =>
    insertBefore(text, '} as const', definition(noun, type), 'Events = {'),
  )
  return writeAll(
    root,
    [],
    [entered],
    'its sentence, schema and example; pnpm generate, and docs/chores/add-an-event.md.',
  )
}

const definition = (noun: string, type: string) => `  ${type}: defineEvent({
    type: '${type}',
    version: 1,
    stream: '${noun}',
    sentence: 'What happened, in one sentence.',
    schema: z.strictObject({}),
    example: {},
  }),
`

/** The files that define events, by their path from the root. */
function eventFiles(root: string): { path: string; text: string }[] {
  return readdirSync(join(root, domain), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .sort()
    .map((file) => ({ path: `${domain}/${file}`, text: readFileSync(join(root, domain, file), 'utf8') }))
    .filter(({ text }) => text.includes('defineEvent({'))
}
