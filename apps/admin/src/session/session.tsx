import type { Permission } from '@syncline/domain/access'
import { createContext, use } from 'react'
import type { SessionView } from '../api/session-view.ts'

export const SessionContext = createContext<SessionView | null>(null)

/** Who is signed in. Only on pages behind the sign-in. */
export function useSession(): SessionView {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession needs a SessionContext above it')
  return session
}

export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission)
