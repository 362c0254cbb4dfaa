import Box from '@mui/material/Box'
import type { MovementRow } from '@syncline/domain/view'
import { money } from '../../money/format.ts'
import { Id } from '../../parts/Id.tsx'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'

const words = strings.balance
const { columns } = words
const figures = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const

/** Movements as a table; on a phone it scrolls sideways within itself. */
export function Movements({ rows }: { rows: readonly MovementRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <Box role="region" aria-label={words.list} tabIndex={0} sx={{ overflowX: 'auto', minWidth: 0 }}>
      <Box
        component="table"
        sx={{
          width: '100%',
          borderCollapse: 'collapse',
          '& th, & td': {
            textAlign: 'left',
            px: 2,
            height: 40,
            borderBottom: 1,
            borderColor: 'line.grid',
            whiteSpace: 'nowrap',
          },
          '& :is(th, td):first-of-type': { pl: 0 },
          '& :is(th, td):is(:nth-of-type(3), :nth-of-type(4), :nth-of-type(5))': figures,
          '& th': { typography: 'caption', color: 'ink.quiet' },
        }}
      >
        <thead>
          <tr>
            {Object.values(columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Movement key={row.movementId} row={row} />
          ))}
        </tbody>
      </Box>
    </Box>
  )
}

function Movement({ row: { type, status, amount, fee, net, sourceId, createdAt } }: { row: MovementRow }) {
  return (
    <tr>
      <td>
        <Time at={createdAt} />
      </td>
      <td>{words.types[type ?? ''] ?? type}</td>
      {[amount, fee, net].map((each, index) => (
        <td key={[columns.amount, columns.fee, columns.net][index]}>{money(each.amount, each.currency)}</td>
      ))}
      <td>{words.states[status ?? ''] ?? status}</td>
      <td>{sourceId !== null && <Id id={sourceId} name={columns.source} />}</td>
    </tr>
  )
}
