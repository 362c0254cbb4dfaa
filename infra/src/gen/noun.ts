import { insertBefore, insertSorted } from './edit.ts'
import { edit, fillTemplates, type Generated, no, wordsOf, writeAll, wrongWith } from './scaffold.ts'

/**
 * Makes the folder of a noun in the domain: its stream, two events, what decides and evolves them, and the spec of that,
 * which passes. From there it is written to say what the noun is.
 * @param name one word: in a stream's name the dash ends the noun
 */
export function generateNoun(root: string, name: string): Generated {
  const wrong = name.includes('-') ? `«${name}» is no noun: one word, as in sync-018f….` : wrongWith(name)
  if (wrong) return no(wrong)
  const { pascal } = wordsOf(name)
  const folder = `packages/domain/src/${name}`
  const files = fillTemplates('noun', { NAME: name, PASCAL: pascal }, (path) =>
    path === 'noun.ts' ? `${folder}/${name}.ts` : `${folder}/${path === 'spec' ? `${name}.spec.ts` : path}`,
  )
  const edits = [
    edit(root, 'packages/domain/src/event/noun.ts', (text) =>
      insertBefore(text, '] as const', `, '${name}'`),
    ),
    edit(root, 'packages/domain/src/event/catalogue.ts', (text) => {
      const imported = insertSorted(text, `import { ${name}Events } from '../${name}/events.ts'`)
      return (
        imported && insertBefore(imported, '} as const', `  ...${name}Events,\n`, 'export const catalogue')
      )
    }),
    edit(root, 'apps/admin/src/strings/en/events.ts', (text) =>
      insertBefore(text, '}\n', `  ${name}: '${pascal}',\n`, 'const nouns'),
    ),
  ]
  return writeAll(root, files, edits, 'pnpm format, pnpm generate, and docs/chores/add-a-noun.md.')
}
