import Box from '@mui/material/Box'
import { Fact, FactList } from '../../parts/FactList.tsx'
import * as strings from '../../strings/index.ts'
import { JsonTree } from '../../ui/JsonTree.tsx'
import { shownAnswer, type Table } from './answers.ts'
import { nameOf } from './CachedRead.tsx'

const words = strings.cached

/** What a provider answered: as facts and a table where its kind is known, else as it came. */
export function KeptAnswer({ name, answer }: { name: string; answer: unknown }) {
  const label = words.answer(nameOf(name))
  const shown = shownAnswer(name, answer)
  if (shown === null) return <JsonTree label={label} value={answer} entries={words.entries} />
  const { facts, table } = shown
  return (
    <Box role="group" aria-label={label} sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
      {facts.length > 0 && (
        <FactList long>
          {facts.map(([fact, value]) => (
            <Fact key={fact} name={fact}>
              {value}
            </Fact>
          ))}
        </FactList>
      )}
      {table !== null && <Rows label={label} table={table} />}
    </Box>
  )
}

function Rows({ label, table: { columns, figures, rows } }: { label: string; table: Table }) {
  if (rows.length === 0) return <Box sx={{ color: 'ink.soft' }}>{words.nothingThere}</Box>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <Box role="region" aria-label={label} tabIndex={0} sx={{ maxHeight: 320, overflow: 'auto' }}>
      <Box
        component="table"
        sx={{
          width: '100%',
          borderCollapse: 'collapse',
          '& th, & td': {
            textAlign: 'left',
            px: 2,
            height: 32,
            borderBottom: 1,
            borderColor: 'line.grid',
            whiteSpace: 'nowrap',
          },
          '& [data-figure=true]': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
          '& :is(th, td):first-of-type': { pl: 0 },
          '& th': {
            typography: 'caption',
            color: 'ink.quiet',
            position: 'sticky',
            top: 0,
            backgroundColor: 'fill.surface',
          },
        }}
      >
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" data-figure={figures[index]}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('\n')}>
              {row.map((value, index) => (
                <td key={columns[index]} data-figure={figures[index]}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  )
}
