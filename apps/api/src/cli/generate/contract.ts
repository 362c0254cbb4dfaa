import { existsSync, readFileSync } from 'node:fs'
import { providerNames, providerTitles } from '@syncline/domain/connection'

type Row = Readonly<Record<string, true | string>>

/**
 * What each provider is tried on by the contract suite, which writes down a file for each.
 * @param folder where those are
 */
export function contractPage(folder: string): string {
  // A provider that is being written has not been through it yet.
  const tried = providerNames.filter((name) => existsSync(`${folder}/${name}.json`))
  const rows = tried.map(
    (name) => [name, JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Row] as const,
  )
  const points = Object.keys(rows[0]?.[1] ?? {})
  const head = `| point | ${rows.map(([name]) => providerTitles[name]).join(' | ')} |\n| --- | ${rows.map(() => '---').join(' | ')} |\n`
  const lines = points.map(
    (point) => `| ${point} | ${rows.map(([, row]) => (row[point] === true ? 'yes' : '–')).join(' | ')} |`,
  )
  const reasons = rows.flatMap(([name, row]) => {
    const left = points.filter((point) => row[point] !== true)
    return left.length === 0
      ? []
      : [`## ${providerTitles[name]}`, '', ...left.map((point) => `- ${point}: ${row[point]}`), '']
  })
  return [
    '# The contract of providers',
    '',
    'Every provider passes one suite, `packages/providers/src/provider.contract.ts`. What it leaves out it says why.',
    '',
    `${head}${lines.join('\n')}`,
    '',
    ...reasons,
  ].join('\n')
}
