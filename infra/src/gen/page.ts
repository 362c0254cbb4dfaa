import { insertBefore, insertSorted } from './edit.ts'
import { edit, fillTemplates, type Generated, no, wordsOf, writeAll, wrongWith } from './scaffold.ts'

const admin = 'apps/admin/src'

/**
 * Makes a page with its four faces, its words and its address. It lists the connections until it is given a query of its
 * own; its faces are sound.
 * @param name of its folder and its address: `vendors` is at /vendors
 */
export function generatePage(root: string, name: string): Generated {
  const wrong = wrongWith(name)
  if (wrong) return no(wrong)
  const { title, pascal, camel } = wordsOf(name)
  const files = fillTemplates('page', { NAME: name, TITLE: title, PASCAL: pascal, CAMEL: camel }, (path) => {
    if (path === 'strings.ts') return `${admin}/strings/en/${name}.ts`
    if (path === 'Face.tsx') return `${admin}/faces/${pascal}Face.tsx`
    return `${admin}/${name}/${pascal}${path}`
  })
  const key = name.includes('-') ? `'${name}'` : name
  const edits = [
    edit(root, `${admin}/strings/index.ts`, (text) =>
      insertSorted(text, `export { ${camel} } from './en/${name}.ts'`),
    ),
    edit(root, `${admin}/router.tsx`, (text) => {
      const route = `const ${camel} = createRoute({
  getParentRoute: () => app,
  path: '/${name}',
  component: lazyRouteComponent(() => import('./${name}/${pascal}Page.tsx'), '${pascal}Page'),
})

`
      const made = insertBefore(text, 'const elsewhere = createRoute', route)
      return made && insertBefore(made, '    elsewhere,\n', `    ${camel},\n`, 'const routeTree')
    }),
    edit(root, `${admin}/faces/list.ts`, (text) =>
      insertBefore(text, '} as const', `  ${key}: ['success', 'empty', 'loading', 'error'],\n`),
    ),
    edit(root, `${admin}/faces/main.tsx`, (text) => {
      const imported = insertSorted(text, `import { ${pascal}Face } from './${pascal}Face.tsx'`)
      const entry = `  ${key}: (face) => <${pascal}Face face={face} />,\n`
      return imported && insertBefore(imported, '}\n', entry, 'const pages')
    }),
  ]
  return writeAll(root, files, edits, 'pnpm format, pnpm typecheck, and docs/chores/add-a-page.md.')
}
