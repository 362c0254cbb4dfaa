import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'

/** The page of something that is not there: nothing failed, so nothing is tried again. */
export function Missing({ title, action }: { title: string; action: ReactNode }) {
  return (
    <Notice level="h1" mark={<Icon name="search" size={24} />} title={title} action={action}>
      {strings.shell.missingText}
    </Notice>
  )
}
