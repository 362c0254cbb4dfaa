import type { HtmlTagDescriptor, Plugin } from 'vite'

/** What a page needs besides the first load, by its address; `*` stands for all that are not named. */
const wanted = {
  '/': 'overview',
  '/syncs': 'syncs',
  '/sign-in': 'SignInPage',
  '/setup': 'SetupPage',
  '/invitation': 'InvitationPage',
  '*': 'app',
} as const

/** As much of a built file as matters here. */
interface Built {
  readonly fileName: string
  readonly name?: string | undefined
  readonly imports?: readonly string[]
}

/** The file and what it imports, each once. */
function withImports(files: readonly Built[], name: string | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = [files.find((file) => file.name === name)?.fileName]
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (found.has(one)) continue
    found.add(one)
    queue.push(...(files.find(({ fileName }) => fileName === one)?.imports ?? []))
  }
  return found
}

/**
 * Names in the page what it will ask for, so that all of it is fetched at once and not one file after another. The
 * server leaves out what belongs to other addresses (`data-page`).
 */
export function preloads(): Plugin {
  return {
    name: 'syncline-preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const files: readonly Built[] = Object.values(bundle)
        const first = withImports(files, 'index')
        const font = files.find(({ fileName }) => /plex-sans-latin-wght-normal.*\.woff2$/.test(fileName))
        const links = Object.entries(wanted).flatMap(([page, name]) =>
          [...withImports(files, name)]
            .filter((file) => !first.has(file))
            .map((file) => link('modulepreload', file, { 'data-page': page })),
        )
        return [
          ...links,
          ...(font ? [link('preload', font.fileName, { as: 'font', type: 'font/woff2' })] : []),
        ]
      },
    },
  }
}

const link = (rel: string, file: string, more: Readonly<Record<string, string>>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `/${file}`, ...more },
  injectTo: 'head',
})
