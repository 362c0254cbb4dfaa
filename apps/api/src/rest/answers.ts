import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../trpc/router.ts'

/** What each procedure answers, as JSON: read by `pnpm generate`, which describes it in the OpenAPI document. */
export type Answers = inferRouterOutputs<AppRouter>
