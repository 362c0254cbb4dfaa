import type { Role } from '@syncline/domain/access'
import { initTRPC } from '@trpc/server'
import { z } from 'zod'
import { type FailureBody, failureOf } from '../failure/failure.ts'
import { demand, demandFresh, type Guard, identify } from './access.ts'
import type { AuditEntry } from './audit-port.ts'
import { answerOf, refusalOf } from './audited-answer.ts'
import type { Access, Context } from './context.ts'
import { admitFreeText, freeTextsOf, maskFreeTexts } from './free-text.ts'
import type { Organization, SignIn } from './sign-in.ts'

const pingIntervalMs = 15_000
/** After this an open subscription is ended and the browser opens it anew, so that none outlives a deployment by much. */
const maxSubscriptionMs = 30 * 60_000

/** What is known of a procedure without calling it. */
export interface ProcedureMeta {
  readonly permission: Guard
  readonly stepUp: boolean
  readonly answersSecret: boolean
}

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    sse: {
      maxDurationMs: maxSubscriptionMs,
      ping: { enabled: true, intervalMs: pingIntervalMs },
      client: { reconnectAfterInactivityMs: 2 * pingIntervalMs + 5_000 },
    },
    errorFormatter({ error, shape, path }) {
      const failure = failureOf(error)
      return {
        code: shape.code,
        message: failure.body.message,
        data: {
          code: shape.data.code,
          httpStatus: failure.status,
          path: path ?? null,
          syncline: failure.body satisfies FailureBody,
        },
      }
    },
  })

export const router = t.router
export const callerOf = t.createCallerFactory

/** Input of procedures that take none. */
export const noInput = z.strictObject({}).optional()

/** What of a call goes into the audit. */
export interface AuditOf<Input> {
  /** Noun and verb, as `sync.retry`. */
  readonly action: string
  target(input: Input): string
  /** What of the input is kept: all of it, unless told. What is secret never is. */
  after?(input: Input): unknown
}

interface Reading<Required extends Guard, Schema extends z.ZodType> {
  readonly permission: Required
  readonly audit: 'none'
  readonly input: Schema
}

interface Changing<Schema extends z.ZodType> {
  readonly permission: Exclude<Guard, 'public'>
  readonly audit: AuditOf<z.output<Schema>>
  readonly input: Schema
  /** Secrets and money: a person must have given the password within the last quarter of an hour. */
  readonly stepUp?: true
  /** Its answer shows something once: it is kept nowhere, so no call of it is remembered under an `Idempotency-Key`. */
  readonly answersSecret?: true
}

/**
 * The only way to make a procedure. All three arguments are required, so that forgetting one does not compile:
 * what it demands, what it leaves in the audit, what it takes. `audit: 'none'` gives a query or a subscription,
 * anything else a mutation.
 */
export function procedure<Required extends Guard, Schema extends z.ZodType>(
  options: Reading<Required, Schema>,
): ReturnType<typeof reading<Required, Schema>>
export function procedure<Schema extends z.ZodType>(
  options: Changing<Schema>,
): ReturnType<typeof changing<Schema>>
export function procedure(options: Reading<Guard, z.ZodType> | Changing<z.ZodType>) {
  return options.audit === 'none'
    ? reading(options as Reading<Guard, z.ZodType>)
    : changing(options as Changing<z.ZodType>)
}

type AccessOf<Required extends Guard> = Required extends 'public'
  ? null
  : Required extends 'signed-in'
    ? Access & { readonly signIn: SignIn; readonly role: Role; readonly organization: Organization }
    : Access

function reading<Required extends Guard, Schema extends z.ZodType>(options: Reading<Required, Schema>) {
  const { permission } = options
  const builder = t.procedure
    .meta({ permission, stepUp: false, answersSecret: false })
    .use(async ({ ctx, next }) => {
      let access: Access | null = null
      if (permission !== 'public') {
        access = await identify(ctx)
        demand(access, permission)
      }
      return next({ ctx: { access: access as AccessOf<Required> } })
    })
    .input(options.input)
  return builder as Pick<typeof builder, 'query' | 'subscription'>
}

function changing<Schema extends z.ZodType>(options: Changing<Schema>) {
  const { permission, audit, stepUp = false, answersSecret = false } = options
  const texts = freeTextsOf(options.input)
  const builder = t.procedure
    .meta({ permission, stepUp, answersSecret })
    .use(async ({ ctx, next }) => next({ ctx: { access: await identify(ctx) } }))
    .use(async ({ ctx, next, getRawInput }) => {
      const begun = performance.now()
      let before: unknown
      const result = await next({
        ctx: {
          /** Puts into the audit what there was before the change. */
          before(value: unknown) {
            before = value
          },
        },
      })
      const input = options.input.safeParse(await getRawInput().catch(() => undefined))
      const kept = input.success ? maskFreeTexts(texts, input.data) : null
      const refused = result.ok ? null : failureOf(result.error).body
      await record(ctx, {
        action: audit.action,
        target: kept === null ? null : audit.target(kept),
        outcome: refused?.code ?? 'done',
        errorId: refused?.errorId ?? null,
        before,
        after: kept === null ? null : (audit.after ?? whole)(kept),
        answer: refused ? refusalOf(refused) : answerOf(result.ok ? result.data : null),
        durationMs: Math.round(performance.now() - begun),
      })
      return result
    })
    .use(async ({ ctx, next }) => {
      demand(ctx.access, permission)
      if (stepUp && ctx.access.signIn) demandFresh(ctx.access.signIn, ctx.now())
      return next()
    })
    .input(options.input)
    .use(async ({ ctx, input, next }) =>
      next({ input: await admitFreeText(ctx.ports.privacy, ctx.access.organization.id, texts, input) }),
    )
  return builder as Pick<typeof builder, 'mutation'>
}

const whole = (input: unknown): unknown => input

/** Who changes something, as commands are told. */
export const byOf = ({
  access,
  correlationId,
}: Pick<Context, 'correlationId'> & { readonly access: Access }) => ({
  actor: access.actor,
  correlationId,
})

type Recorded = Omit<AuditEntry, 'organizationId' | 'actor' | 'ip' | 'userAgent' | 'correlationId' | 'at'>

/** The log already holds the fact and its actor: a change that was made is not called failed because its audit was. */
async function record(ctx: Context & { readonly access: Access }, entry: Recorded): Promise<void> {
  const { access, ports, ip, userAgent, correlationId } = ctx
  try {
    await ports.audit.record({
      ...entry,
      organizationId: access.organization.id,
      actor: access.actor,
      ip,
      userAgent,
      correlationId,
      at: ctx.now(),
    })
  } catch (error) {
    ctx.warn('the audit could not be written', error)
  }
}
