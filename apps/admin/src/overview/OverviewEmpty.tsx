import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'

const words = strings.overview.empty

/** Nothing is connected, so nothing can have happened. */
export function OverviewEmpty() {
  return (
    <Notice
      mark={<Logo size={32} />}
      title={words.title}
      level="h1"
      action={
        <ButtonLink variant="contained" to="/connections">
          {words.action}
        </ButtonLink>
      }
    >
      {words.text}
    </Notice>
  )
}
