import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { keyScopes } from '@syncline/domain/access'
import type { ApiKeyView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import { useMay, useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Status } from '../ui/Status.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'

const words = strings.settings.keys

export type KeysState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly keys: readonly ApiKeyView[] }

export interface ApiKeysViewProps {
  readonly state: KeysState
  readonly onCreate: () => void
  readonly onRotate: (key: ApiKeyView) => void
  readonly onRevoke: (key: ApiKeyView) => void
}

const statusKinds = { live: 'synced', expired: 'skipped', revoked: 'cancelled' } as const

/** Every key of the organization: what it may do, how it is used, and what is to be done about it. */
export function ApiKeysView({ state, onCreate, onRotate, onRevoke }: ApiKeysViewProps) {
  const { organization } = useSession()
  const mayNot = useMay('apiKey.manage') ? null : strings.settings.mayNot(organization.name)
  if (!useMay('apiKey.read'))
    return (
      <Notice mark={<Icon name="keyboard" size={24} />} title={words.closed}>
        {words.closedText(organization.name)}
      </Notice>
    )
  const create = (
    <GuardedButton variant="contained" refusal={mayNot} onClick={onCreate}>
      {words.create}
    </GuardedButton>
  )
  if (state.kind === 'error')
    return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 3 }}>
          {[1, 2, 3].map((each) => (
            <Skeleton key={each} variant="rounded" height={132} />
          ))}
        </Box>
      </Delayed>
    )
  if (state.keys.length === 0)
    return (
      <Notice mark={<Icon name="keyboard" size={24} />} title={words.empty} action={create}>
        {words.emptyText}
      </Notice>
    )
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'center' }}>
        <Typography sx={{ flex: '1 1 320px', color: 'ink.soft' }}>
          {words.text}{' '}
          <Link href="/docs" underline="always">
            {words.docs}
          </Link>
        </Typography>
        <ExportLink list="keys" />
        {create}
      </Box>
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {state.keys.map((key) => (
          <Key key={key.keyId} value={key} mayNot={mayNot} onRotate={onRotate} onRevoke={onRevoke} />
        ))}
      </Box>
    </>
  )
}

function Key({
  value,
  mayNot,
  onRotate,
  onRevoke,
}: Pick<ApiKeysViewProps, 'onRotate' | 'onRevoke'> & {
  readonly value: ApiKeyView
  readonly mayNot: string | null
}) {
  const { name, prefix, status, scopes, createdBy, lastUsedAt, lastUsedFrom, uses, usesToday } = value
  const over = status === 'live' ? null : words.ended
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gap: 2, py: 4, borderBottom: 1, borderColor: 'line.border', minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
          <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', minWidth: 0 }}>
            <Typography variant="h2" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
              {name}
            </Typography>
            <Status kind={statusKinds[status]} label={words.status[status]} />
          </Box>
          <Typography variant="mono" component="p" sx={{ color: 'ink.quiet', overflowWrap: 'anywhere' }}>
            {prefix}…
          </Typography>
        </Box>
        <Box sx={{ display: 'flex', gap: 2 }}>
          <GuardedButton
            refusal={mayNot ?? over ?? (value.replacedBy === null ? null : words.replaced)}
            onClick={() => onRotate(value)}
          >
            {words.rotate}
          </GuardedButton>
          <GuardedButton refusal={mayNot ?? over} onClick={() => onRevoke(value)}>
            {words.revoke}
          </GuardedButton>
        </Box>
      </Box>
      <Remarks value={value} />
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gap: '8px 24px',
          gridTemplateColumns: 'repeat(auto-fill, minmax(10rem, 1fr))',
        }}
      >
        <Fact name={words.made}>
          <Time at={value.createdAt} /> {createdBy.name !== null && words.by(createdBy.name)}
        </Fact>
        <Fact name={words.expires}>
          {value.expiresAt === null ? words.never : <Time at={value.expiresAt} />}
        </Fact>
        <Fact name={words.used}>
          {lastUsedAt === null ? words.unused : <Time at={lastUsedAt} />}{' '}
          {lastUsedFrom !== null && words.from(lastUsedFrom)}
        </Fact>
        <Fact name={words.calls}>{words.callsToday(uses, usesToday)}</Fact>
        <Fact name={words.scopes} wide>
          {scopes.length === keyScopes.length
            ? words.all
            : scopes.map((scope) => strings.settings.scopes[scope]).join(', ')}
        </Fact>
      </Box>
    </Box>
  )
}

/** What needs a person. */
function Remarks({ value }: { value: ApiKeyView }) {
  const { status, unusual, dueForRotation, replacedBy, expiresAt } = value
  if (status !== 'live') return null
  return (
    <>
      {unusual !== null && <Remark text={words.unusual[unusual]} />}
      {dueForRotation && <Remark text={words.due} />}
      {replacedBy !== null && expiresAt !== null && (
        <Typography sx={{ color: 'ink.soft' }}>
          {words.replacing} <Time at={expiresAt} />
        </Typography>
      )}
    </>
  )
}

function Remark({ text }: { text: string }) {
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', color: 'status.waiting.main' }}>
      <StatusShape kind="waiting" />
      <span>{text}</span>
    </Box>
  )
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0, ...(wide && { gridColumn: '1 / -1' }) }}>
      <Typography component="dt" variant="caption" sx={{ color: 'ink.quiet' }}>
        {name}
      </Typography>
      <Box component="dd" sx={{ overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </Box>
  )
}
