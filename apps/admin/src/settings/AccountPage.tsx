import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { readState } from '../api/readState.ts'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { AccountView } from './AccountView.tsx'
import { PasswordChange } from './PasswordChange.tsx'
import { TwoFactorDialogs } from './TwoFactorDialogs.tsx'

export function AccountPage() {
  useTitle(strings.shell.titled(strings.settings.pages.account))
  const api = useApi()
  const toast = useToast()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.client.session.list.query() })
  const end = useMutation({
    mutationFn: async (sessionId: string | null) => {
      if (sessionId === null) await api.client.session.revokeOthers.mutate({})
      else await api.client.session.revoke.mutate({ sessionId })
    },
    onSuccess: () => {
      toast(strings.account.ended)
      return api.queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  const [setting, setSetting] = useState<'code' | 'password' | null>(null)
  return (
    <>
      <AccountView
        state={readState(sessions, (list) => ({ sessions: list }))}
        problem={end.error === null ? null : toProblem(end.error)}
        onEnd={({ sessionId }) => end.mutate(sessionId)}
        onEndOthers={() => end.mutate(null)}
        onTwoFactor={() => setSetting('code')}
        onPassword={() => setSetting('password')}
      />
      {setting === 'code' && <TwoFactorDialogs onClose={() => setSetting(null)} />}
      {setting === 'password' && <PasswordChange onClose={() => setSetting(null)} />}
    </>
  )
}
