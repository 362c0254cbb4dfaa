import Menu from '@mui/material/Menu'
import { type MouseEvent, type ReactNode, useId, useState } from 'react'
import { useOpenMenu } from './openMenus.ts'

/** The attributes a button needs to open its menu. */
export interface OpensMenu {
  readonly id: string
  readonly 'aria-haspopup': 'menu'
  readonly 'aria-expanded': boolean
  readonly 'aria-controls': string | undefined
  readonly onClick: (event: MouseEvent<HTMLElement>) => void
}

/** A button and the menu it opens. */
export function MenuButton({
  button,
  children,
}: {
  button: (opens: OpensMenu) => ReactNode
  children: (close: () => void) => ReactNode
}) {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  const open = anchor !== null
  useOpenMenu(open)
  return (
    <>
      {button({
        id,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open ? `${id}-menu` : undefined,
        onClick: (event) => setAnchor(event.currentTarget),
      })}
      <Menu
        id={`${id}-menu`}
        anchorEl={anchor}
        open={open}
        onClose={close}
        slotProps={{ list: { 'aria-labelledby': id } }}
      >
        {children(close)}
      </Menu>
    </>
  )
}
