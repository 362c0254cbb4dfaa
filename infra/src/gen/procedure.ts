import { insertBefore, insertSorted } from './edit.ts'
import { type Edit, edit, fillTemplates, type Generated, no, writeAll } from './scaffold.ts'

const namePattern = /^[a-z][a-zA-Z0-9]{0,39}\.[a-z][a-zA-Z0-9]{0,39}$/
const router = 'apps/api/src/trpc/router.ts'

/**
 * Makes a procedure and enters it in the router: from then on it is a route of the REST API, a method of the client and a
 * row of the matrix of roles and organizations, which passes.
 * @param name noun and verb: `sync.pause`
 */
export function generateProcedure(root: string, name: string, does: 'reads' | 'changes'): Generated {
  if (!namePattern.test(name)) return no(`«${name}» is no procedure: noun and verb, as sync.pause.`)
  const [noun, verb] = name.split('.') as [string, string]
  const exported = `${verb}${noun.charAt(0).toUpperCase()}${noun.slice(1)}`
  const file = `${dashed(noun)}/${dashed(verb)}.ts`
  const files = fillTemplates('procedure', { NAME: name, NOUN: noun, EXPORTED: exported }, (path) =>
    path === `${does}.ts` ? `apps/api/src/trpc/${file}` : null,
  )
  const entered: Edit = edit(root, router, (text) => {
    const imported = insertSorted(text, `import { ${exported} } from './${file}'`)
    return imported && enter(imported, noun, `${verb}: ${exported}`)
  })
  return writeAll(root, files, [entered], 'pnpm format, pnpm generate, and docs/chores/add-a-procedure.md.')
}

/** In its noun's router, written on one line or on several; a noun that is new gets one. */
function enter(text: string, noun: string, entry: string): string | null {
  const own = `\n  ${noun}: router({`
  if (!text.includes(own))
    return insertBefore(text, '})\n\n/** The contract', `  ${noun}: router({ ${entry} }),\n`)
  const oneLine = text.includes(`${own} `)
  return oneLine
    ? insertBefore(text, ' })', `, ${entry}`, own)
    : insertBefore(text, '  })', `    ${entry},\n`, own)
}

const dashed = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
