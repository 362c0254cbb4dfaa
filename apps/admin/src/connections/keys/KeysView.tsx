import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { OrganizationKeysView, OrganizationKeyView } from '@syncline/domain/view'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { Time } from '../../parts/Time.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'

const words = strings.custody.keys

export type KeysState = PartState<{ readonly view: OrganizationKeysView }>

/** The keys that everything here is sealed under, and how far it is with one that was replaced. */
export function KeysView({ state, onRotate }: { state: KeysState; onRotate: () => void }) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('organization.configure') ? null : words.mayNot(organization.name)
  const isComing = state.kind === 'ready' && state.view.keys.some((key) => key.state === 'comes')
  return (
    <Section
      title={words.title}
      end={
        state.kind === 'ready' && (
          <GuardedButton refusal={mayNot ?? (isComing ? words.isComing : null)} onClick={onRotate}>
            {words.rotate}
          </GuardedButton>
        )
      }
    >
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[44, 44]}>
        {({ view }) => (
          <Box sx={{ display: 'grid', gap: 3, maxWidth: 720 }}>
            <Typography sx={{ color: 'ink.soft' }}>{words.keptBy[view.keptBy]}</Typography>
            <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
              {view.keys.map((key) => (
                <KeyLine key={key.version} version={key} />
              ))}
            </Box>
            <Progress {...view} />
          </Box>
        )}
      </PartFace>
    </Section>
  )
}

function KeyLine({
  version: { version, createdAt, sealsFrom, wrappedAt, state },
}: {
  version: OrganizationKeyView
}) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: '2px 16px',
        py: 2,
        borderBottom: 1,
        borderColor: 'line.border',
      }}
    >
      <Box component="span" sx={{ fontWeight: 500, minWidth: 64 }}>
        {words.version(version)}
      </Box>
      <span>
        {words.states[state]} {state === 'comes' && <Time at={sealsFrom} exact />}
      </span>
      <Box component="span" sx={{ color: 'ink.soft' }}>
        {words.made} <Time at={createdAt} />
      </Box>
      <Box component="span" sx={{ color: 'ink.soft' }}>
        {words.wrapped} <Time at={wrappedAt} />
      </Box>
    </Box>
  )
}

function Progress({ keys, credentials, peopleLeft, wrappingsLeft }: OrganizationKeysView) {
  const left = [
    wrappingsLeft > 0 && words.wrapping(keys.length - wrappingsLeft, keys.length),
    credentials.left > 0 && words.sealing(credentials.total - credentials.left, credentials.total),
    peopleLeft > 0 && words.people(peopleLeft),
  ].filter((line) => line !== false)
  return (
    <Box role="status" sx={{ color: left.length > 0 ? 'status.waiting.main' : 'ink.soft' }}>
      {left.length === 0
        ? words.done(credentials.total)
        : left.map((line) => <Typography key={line}>{line}</Typography>)}
    </Box>
  )
}
