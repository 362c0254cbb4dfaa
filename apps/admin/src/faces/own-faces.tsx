import { balanceFace, noBalance } from './balance-samples.tsx'
import { figuresFace, noFigures } from './figures-samples.tsx'
import { broken, callbacksFace, electricityFace, noCallbacks, slow } from './own-samples.tsx'
import { taggingFace } from './tagging-samples.tsx'

/** What only some providers' connections have, by the face of the page. */
export const ownOf = (face: string) => {
  if (face === 'callbacks') return callbacksFace()
  if (face === 'callbacks-empty') return callbacksFace({ state: noCallbacks, hasOlder: false })
  if (face === 'electricity') return electricityFace()
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
