import type { ConnectionView } from '@syncline/domain/view'
import { RunsSection } from '../runs/RunsSection.tsx'
import { balanceFace, noBalance } from './balance-samples.tsx'
import { electricityFace, saleFaces } from './electricity-samples.tsx'
import { figuresFace, noFigures } from './figures-samples.tsx'
import { broken, callbacksFace, noCallbacks, slow } from './own-samples.tsx'
import { noRuns, runsFace } from './run-samples.ts'
import { taggingFace } from './tagging-samples.tsx'

/** What only some providers' connections have, by the face of the page. */
export const ownOf = (face: string) => {
  if (face === 'callbacks') return callbacksFace()
  if (face === 'callbacks-empty') return callbacksFace({ state: noCallbacks, hasOlder: false })
  if (face === 'electricity') return electricityFace()
  if (Object.hasOwn(saleFaces, face)) return saleFaces[face as keyof typeof saleFaces]()
  if (face === 'balance') return balanceFace()
  if (face === 'tags') return taggingFace()
  if (face === 'figures') return figuresFace()
  if (face === 'figures-empty') return figuresFace({ state: noFigures })
  if (face === 'tags-none') return taggingFace({ shown: { email: 'chidi@example.com', tags: [] } })
  if (face === 'balance-empty') return balanceFace({ state: noBalance, hasOlder: false })
  if (face === 'credentials-failed')
    return (
      <>
        {callbacksFace({ state: broken, hasOlder: false })}
        {electricityFace({ state: broken })}
        {balanceFace({ state: broken, hasOlder: false })}
        {figuresFace({ state: broken })}
      </>
    )
  if (face === 'list')
    return (
      <>
        {callbacksFace({ state: slow, hasOlder: false })}
        {electricityFace({ state: slow })}
        {balanceFace({ state: slow, hasOlder: false })}
        {figuresFace({ state: slow })}
      </>
    )
  return null
}

/** The runs of a connection, by the face of its page. */
export const runsOf = (face: string, connection: ConnectionView) => {
  if (face === 'runs' || face === 'runs-start')
    return <RunsSection {...runsFace(connection)} starting={face === 'runs-start'} />
  if (face === 'runs-empty') return <RunsSection {...runsFace(connection)} listing={noRuns} />
  if (face === 'credentials-failed')
    return <RunsSection {...runsFace(connection)} listing={{ ...noRuns, state: broken }} />
  return face === 'list' ? (
    <RunsSection {...runsFace(connection)} listing={{ ...noRuns, state: slow }} />
  ) : null
}
