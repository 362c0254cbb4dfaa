import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { CredentialKind } from '@syncline/domain/connection'
import { type CredentialView, credentialAgeDays, isCredentialOld } from '@syncline/domain/view'
import { useCallback } from 'react'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { visuallyHidden } from '../ui/hidden.ts'

const words = strings.custody

/** One kind of credential: its live versions, and when the last one ended where there is none. */
export function CredentialRow({
  kind,
  versions,
  mayNot,
  onRotate,
  onRetire,
}: {
  kind: CredentialKind
  /** Newest first. */
  versions: readonly CredentialView[]
  mayNot: string | null
  /** Null where signing in brings it. */
  onRotate: (() => void) | null
  onRetire: (credential: CredentialView) => void
}) {
  const live = versions.filter(({ retiredAt }) => retiredAt === null)
  const lastLive = live.length === 1 ? words.lastLive : null
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', md: '10rem minmax(0, 1fr) auto' },
        gap: '4px 16px',
        alignItems: 'start',
        py: 2,
        borderBottom: 1,
        borderColor: 'line.border',
      }}
    >
      <Typography sx={{ fontWeight: 500, gridRow: 1, minHeight: 28, pt: '4px' }}>
        {words.kinds[kind]}
      </Typography>
      <Box sx={{ gridColumn: { xs: '1 / -1', md: 2 }, gridRow: { xs: 2, md: 1 }, display: 'grid', gap: 1 }}>
        {live.length === 0 && (
          <Typography sx={{ pt: '4px', color: 'ink.quiet' }}>
            {versions[0] ? words.retired : words.missing}
          </Typography>
        )}
        {live.map((one, index) => (
          <Box
            key={one.version}
            sx={{ display: 'flex', flexWrap: 'wrap', gap: '2px 12px', alignItems: 'center', minHeight: 28 }}
          >
            <Version credential={one} newest={index === 0} />
            {live.length > 1 && (
              <GuardedButton
                variant="text"
                size="small"
                refusal={mayNot ?? lastLive}
                onClick={() => onRetire(one)}
                aria-label={words.retiring.title(words.kinds[kind], one.version)}
              >
                {words.retire}
              </GuardedButton>
            )}
          </Box>
        ))}
      </Box>
      <Box sx={{ gridRow: 1, gridColumn: { xs: 2, md: 3 } }}>
        {onRotate === null ? (
          <Typography variant="caption" component="p" sx={{ pt: '6px', color: 'ink.quiet' }}>
            {words.bySignIn}
          </Typography>
        ) : (
          <GuardedButton
            size="small"
            refusal={mayNot}
            onClick={onRotate}
            aria-label={words.named(live.length === 0 ? words.give : words.rotate, words.kinds[kind])}
          >
            {live.length === 0 ? words.give : words.rotate}
          </GuardedButton>
        )}
      </Box>
    </Box>
  )
}

function Version({ credential, newest }: { credential: CredentialView; newest: boolean }) {
  const { lastFour, version, uses, lastUsedAt, validation, validatedAt } = credential
  const age = useTicking(useCallback((nowMs: number) => credentialAgeDays(credential, nowMs), [credential]))
  const old = useTicking(useCallback((nowMs: number) => isCredentialOld(credential, nowMs), [credential]))
  return (
    <>
      <Typography
        component="span"
        sx={{ fontFamily: lastFour === '' ? undefined : 'monospace', fontVariantNumeric: 'tabular-nums' }}
      >
        <span aria-hidden>{words.ends(lastFour)}</span>
        <Box component="span" sx={visuallyHidden}>
          {lastFour === '' ? words.ends('') : words.spoken(lastFour)}
        </Box>
      </Typography>
      <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
        {words.version(version)}
      </Typography>
      <Box
        component="span"
        sx={{ color: old ? 'status.waiting.main' : 'ink.soft', fontWeight: old ? 600 : undefined }}
      >
        {old ? words.old(age) : words.age(age)}
      </Box>
      <Box component="span" sx={{ color: 'ink.soft' }}>
        {words.used(uses)}
        {lastUsedAt !== null && (
          <>
            , {words.lastUsed} <Time at={lastUsedAt} />
          </>
        )}
      </Box>
      {validatedAt !== null && (
        <Box
          component="span"
          sx={{ color: validation === 'ok' ? 'status.synced.main' : 'status.failed.main' }}
        >
          {validation === 'ok' ? words.proved : words.notProved} <Time at={validatedAt} />
        </Box>
      )}
      {!newest && (
        <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
          {words.replaced}
        </Typography>
      )}
    </>
  )
}
