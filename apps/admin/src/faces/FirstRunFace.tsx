import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Checklist } from '../first-run/Checklist.tsx'
import { SetupView, type SetupViewProps } from '../first-run/SetupView.tsx'
import * as strings from '../strings/index.ts'
import { SyncsView } from '../syncs/SyncsView.tsx'
import { atRest, Framed } from './Framed.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

type Face = (typeof faces)['first-run'][number]

const setup = (change: Partial<SetupViewProps>): ReactNode => (
  <SetupView token="" timeZone="Africa/Lagos" busy={false} refusal={null} onSubmit={noop} {...change} />
)

function steps(connections: readonly string[], flows: number, session = samples.admin): ReactNode {
  return (
    <Framed session={{ ...session, demo: false }}>
      <SyncsView
        {...atRest}
        search={{}}
        state={{ kind: 'ready', list: samples.emptyList, busy: false }}
        counts={samples.noCounts}
        matching={0}
        connections={[]}
        onAsk={noop}
        onRequest={noop}
        firstSteps={<Checklist connections={connections} flows={flows} loadingDemo={false} onDemo={noop} />}
      />
    </Framed>
  )
}

const contents: Record<Face, () => ReactNode> = {
  setup: () => setup({}),
  busy: () => setup({ token: 'from the console', busy: true }),
  refused: () => setup({ refusal: { text: strings.firstRun.wrongToken, errorId: null } }),
  nothing: () => steps([], 0),
  connected: () => steps(['Stripe · Ember Café', 'FlashERP · Ember Café'], 0),
  flowing: () => steps(['Stripe · Ember Café', 'FlashERP · Ember Café'], 3),
  operator: () => steps([], 0, samples.operator),
}

/** From nobody to the first live sync. */
export const FirstRunFace = ({ face }: { face: Face }) => contents[face]()
