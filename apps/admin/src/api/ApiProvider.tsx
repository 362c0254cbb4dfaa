import { QueryClientProvider } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { ApiContext } from './context.tsx'

const root = getRouteApi('__root__')

/** Hands the API to every page. */
export function ApiProvider() {
  const { api } = root.useRouteContext()
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={api.queries}>
        <Outlet />
      </QueryClientProvider>
    </ApiContext>
  )
}
