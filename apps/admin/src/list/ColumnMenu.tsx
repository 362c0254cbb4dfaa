import Button from '@mui/material/Button'
import Divider from '@mui/material/Divider'
import MenuItem from '@mui/material/MenuItem'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { type Column, shownColumns, withColumn } from './columns.ts'

/** Which columns are shown; the one a list can't do without is not offered. */
export function ColumnMenu<Row>({
  label = strings.list.columns,
  usual = strings.list.usualColumns,
  columns,
  chosen,
  onChoose,
}: {
  label?: string
  usual?: string
  columns: readonly Column<Row>[]
  chosen: string | undefined
  onChoose: (chosen: string | undefined) => void
}) {
  const shown = new Set(shownColumns(columns, chosen))
  return (
    <MenuButton
      button={(opens) => (
        <Button {...opens} startIcon={<Icon name="columns" />} sx={{ color: 'ink.soft', fontWeight: 400 }}>
          {label}
        </Button>
      )}
    >
      {(close) => [
        ...columns
          .filter((column) => !column.fixed)
          .map((column) => (
            <MenuItem
              key={column.key}
              role="menuitemcheckbox"
              aria-checked={shown.has(column)}
              onClick={() => onChoose(withColumn(columns, chosen, column.key))}
              sx={{ '& svg': { visibility: shown.has(column) ? 'visible' : 'hidden' } }}
            >
              <Icon name="check" />
              {column.name}
            </MenuItem>
          )),
        <Divider key="line" component="li" sx={{ my: 1 }} />,
        <MenuItem
          key="usual"
          onClick={() => {
            onChoose(undefined)
            close()
          }}
        >
          {usual}
        </MenuItem>,
      ]}
    </MenuButton>
  )
}
