import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

export interface Difference {
  /** Name of the picture's file. */
  readonly name: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** Pixels that differ; all of them where only one side has the picture or the size is another. */
  readonly pixels: number
}

/** Compares the pictures of two folders and draws what differs into a third. @returns the differences, largest first */
export function compare(before: string, after: string, drawn: string): readonly Difference[] {
  mkdirSync(drawn, { recursive: true })
  const names = new Set([before, after].flatMap((folder) => readdirSync(folder)))
  return [...names]
    .filter((name) => name.endsWith('.png'))
    .flatMap((name) => differenceOf(name, before, after, drawn) ?? [])
    .sort((one, other) => other.pixels - one.pixels || one.name.localeCompare(other.name))
}

function differenceOf(name: string, before: string, after: string, drawn: string): Difference | null {
  const [old, now] = [before, after].map((folder) => readPicture(join(folder, name)))
  if (!old || !now) {
    const { width, height } = (old ?? now) as PNG
    return { name, kind: now ? 'added' : 'removed', pixels: width * height }
  }
  const { width, height } = now
  if (old.width !== width || old.height !== height) return { name, kind: 'changed', pixels: width * height }
  const drawing = new PNG({ width, height })
  const pixels = pixelmatch(old.data, now.data, drawing.data, width, height, { threshold: 0.1 })
  if (pixels === 0) return null
  writeFileSync(join(drawn, name), PNG.sync.write(drawing))
  return { name, kind: 'changed', pixels }
}

const readPicture = (path: string) => (existsSync(path) ? PNG.sync.read(readFileSync(path)) : null)

/** The page that shows the differences side by side: before, after, and what changed between them. */
export function reportPage(
  { old, now }: { old: string; now: string },
  differences: readonly Difference[],
  pictures: number,
): string {
  const title = `Pages at ${old} and ${now}`
  const found =
    differences.length === 0 ? 'Nothing differs.' : `${differences.length} of ${pictures} pictures differ.`
  const figure = (folder: string, { name }: Difference, label: string) =>
    `<figure><figcaption>${label}</figcaption><a href="${folder}/${name}"><img loading="lazy" src="${folder}/${name}" alt="${name}, ${label}"></a></figure>`
  const row = (one: Difference) =>
    `<section><h2>${one.name}</h2><p>${one.kind}, ${one.pixels.toLocaleString('en-GB')} pixels</p><div>${[
      one.kind === 'added' ? '' : figure('before', one, 'before'),
      one.kind === 'removed' ? '' : figure('after', one, 'after'),
      one.kind === 'changed' ? figure('difference', one, 'difference') : '',
    ].join('')}</div></section>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>
  body { font: 14px/20px system-ui, sans-serif; margin: 24px; color: #14201d; background: #f4f6f3 }
  h1 { font-size: 22px } h2 { font-size: 14px; margin: 24px 0 0 } p { margin: 0 0 8px; color: #45524d }
  div { display: flex; gap: 16px; align-items: start } figure { margin: 0; flex: 1; min-width: 0 }
  img { max-width: 100%; border: 1px solid #dadfda }
</style></head>
<body><h1>${title}</h1><p>${found}</p>
${differences.map(row).join('\n')}
</body></html>
`
}
