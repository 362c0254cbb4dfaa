/**
 * The text with a part put in before a place in it; null where the place is not there.
 * @param after the place is looked for behind this
 */
export function insertBefore(text: string, place: string, part: string, after = ''): string | null {
  const from = text.indexOf(after)
  const at = from === -1 ? -1 : text.indexOf(place, from)
  return at === -1 ? null : `${text.slice(0, at)}${part}${text.slice(at)}`
}

/**
 * The text with a line that imports or exports from a file, among those that do, in the order of their paths.
 * @param line `import { a } from './a.ts'`
 */
export function insertSorted(text: string, line: string): string | null {
  const pathOf = (one: string) => /^(?:import|export) .* from '(\..*)'$/.exec(one)?.[1]
  const path = pathOf(line) as string
  const kind = `${path.split('/')[0]}/`
  const lines = text.split('\n')
  const among = lines.flatMap((one, at) => (pathOf(one)?.startsWith(kind) ? [at] : []))
  const last = among.at(-1)
  if (last === undefined) return null
  const at = among.find((each) => (pathOf(lines[each] as string) as string) > path) ?? last + 1
  return lines.toSpliced(at, 0, line).join('\n')
}
