import type { OrganizationKeys, Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { SynclineError } from '@syncline/domain/error'
import { type EventData, streamName } from '@syncline/domain/event'
import {
  believed,
  decideRecharge,
  initialRecharge,
  nigerianPhone,
  rechargeOutMs,
  shownMeter,
} from '@syncline/domain/recharge'
import type { RechargeCreated, RechargeCreateInput, RechargeTokens } from '@syncline/domain/view'
import { askBuyPower, demandDone, type ElectricityDeps } from './ask.ts'
import { type By, type LoadedRecharge, learn, loadRecharge, newsOf, rechargeIdOf } from './recharge-stream.ts'
import { tokensOf, vendView } from './vend-view.ts'

export interface RechargesDeps extends ElectricityDeps {
  readonly appender: Appender
  readonly vault: Pick<Vault, 'keysOf'>
}

/** Somebody waits for it; longer than BuyPower is given to answer. */
const longestVendMs = 50_000

/** The stream was there: somebody else makes the call, or has. */
class AlreadyRequested extends Error {}

type Request = EventData<'RechargeRequested'>

/**
 * Electricity sold by hand. The request is in the log, under the number that its stream begins with, before the one call
 * goes out; whoever finds it there asks what became of it instead ([decision](../../../../docs/decisions/0030-a-recharge-goes-out-once.md)).
 */
export function createRecharges(deps: RechargesDeps) {
  const { pool, appender, vault, log, now = () => new Date() } = deps

  /** @throws SynclineError METER_INVALID, INVALID_INPUT where the meter takes no such amount, WALLET_INSUFFICIENT */
  async function demandPossible(organizationId: string, input: RechargeCreateInput): Promise<void> {
    const { connectionId, meter, disco, vendType, amountKobo } = input
    const known = await askBuyPower(deps, {
      organizationId,
      connectionId,
      ask: (client, access) => client.checkMeter({ meter, disco, vendType }, access),
    })
    const { minKobo, maxKobo } = demandDone(known)
    if (amountKobo < (minKobo ?? 0) || amountKobo > (maxKobo ?? amountKobo))
      throw new SynclineError('INVALID_INPUT', {
        field: 'amountKobo',
        reason: 'not_of_this_meter',
        leastKobo: minKobo,
        mostKobo: maxKobo,
      })
    const wallet = await askBuyPower(deps, {
      organizationId,
      connectionId,
      ask: (client, access) => client.balance(access),
    })
    // Where it does not say, it says so of the vend.
    if (wallet.verdict === 'done' && wallet.value.kobo < amountKobo)
      throw new SynclineError('WALLET_INSUFFICIENT', { walletKobo: wallet.value.kobo, amountKobo })
  }

  /** @throws AlreadyRequested; what the appender throws: then nothing goes out */
  async function begin(organizationId: string, rechargeId: string, request: Request, by: By) {
    const decision = decideRecharge({ type: 'request', request }, initialRecharge, { now: now() })
    if (!decision.ok) throw new SynclineError(decision.code, decision.details)
    const written = await appender.append({
      organizationId,
      stream: streamName('recharge', rechargeId),
      events: decision.events,
      context: { now: now(), ...by },
      expectedVersion: 0,
    })
    if (written.outcome === 'conflict') throw new AlreadyRequested()
    return written.position
  }

  /** @throws AlreadyRequested; what hinders the call: then nothing went out */
  async function sell(
    organizationId: string,
    rechargeId: string,
    { input, phone, request }: Asked,
    by: By,
  ): Promise<RechargeCreated> {
    const { connectionId, meter, disco, vendType, amountKobo } = input
    let position = 0
    const told = await askBuyPower(deps, {
      organizationId,
      connectionId,
      how: { kind: 'write', longestMs: longestVendMs },
      async ask(client, access) {
        position = await begin(organizationId, rechargeId, request(), by)
        const order = { orderId: rechargeId, meter, disco, vendType, amountKobo, phone }
        return client.vend({ ...order, name: null, email: null }, access)
      },
    })
    const heardAt = now()
    const news = newsOf(told, heardAt)
    const learned = await learn(
      { pool, appender, now },
      organizationId,
      rechargeId,
      { from: 'vend', news },
      by,
    ).catch((error: unknown) => {
      // Whoever paid gets the token. The log hears of it when somebody asks again.
      log.error({ err: error, organizationId, rechargeId }, 'the outcome of a recharge could not be written')
      return { position }
    })
    return {
      ...vendView(news, heardAt, told.detail),
      rechargeId,
      replayed: false,
      tokens: told.verdict === 'done' ? tokensOf(told.value) : [],
      position: learned.position,
    }
  }

  /** Sells nothing: what became of one that was asked for before. @throws SynclineError IDEMPOTENCY_CONFLICT */
  async function again(
    organizationId: string,
    rechargeId: string,
    known: LoadedRecharge,
    digest: string,
    by: By,
  ): Promise<RechargeCreated> {
    const { state } = known
    if (state.status === 'none') throw new Error(`Recharge ${rechargeId} has no beginning`)
    if (state.request.digest !== digest)
      throw new SynclineError('IDEMPOTENCY_CONFLICT', { field: 'requestId' })
    const same = { rechargeId, replayed: true, tokens: [] }
    if (state.status === 'vended')
      return { ...vendView({ verdict: 'vended', ...state }, now()), ...same, position: known.position }
    if (state.status === 'failed')
      return { ...vendView({ verdict: 'failed', ...state }, now()), ...same, position: known.position }
    const told = await askBuyPower(deps, {
      organizationId,
      connectionId: state.request.connectionId,
      ask: (client, access) => client.requery(rechargeId, access),
    })
    const heardAt = now()
    const said = newsOf(told, heardAt)
    const { position } = await learn(
      { pool, appender, now },
      organizationId,
      rechargeId,
      { from: 'requery', news: said },
      by,
    )
    return { ...vendView(believed(state, said, heardAt), heardAt, told.detail), ...same, position }
  }

  return {
    /**
     * Sells once under a request id. A value, whatever becomes of the call; what is thrown was refused before it.
     * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT, METER_INVALID, WALLET_INSUFFICIENT; IDEMPOTENCY_CONFLICT for
     *   another recharge under a known id; what hinders the call
     */
    async create(organizationId: string, input: RechargeCreateInput, by: By): Promise<RechargeCreated> {
      const rechargeId = rechargeIdOf(organizationId, input.requestId)
      const asked = askedFor(await vault.keysOf(organizationId), input, now)
      const known = await loadRecharge(deps, organizationId, rechargeId)
      if (known.state.status !== 'none') return again(organizationId, rechargeId, known, asked.digest, by)
      await demandPossible(organizationId, input)
      try {
        return await sell(organizationId, rechargeId, asked, by)
      } catch (error) {
        if (!(error instanceof AlreadyRequested)) throw error
        const begun = await loadRecharge(deps, organizationId, rechargeId)
        return again(organizationId, rechargeId, begun, asked.digest, by)
      }
    },

    /**
     * The tokens of one that was sold, asked of BuyPower again.
     * @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT (`not_sold`); what BuyPower said, what hinders the question
     */
    async revealTokens(organizationId: string, rechargeId: string): Promise<RechargeTokens> {
      const { state } = await loadRecharge(deps, organizationId, rechargeId)
      if (state.status === 'none') throw new SynclineError('RECORD_NOT_FOUND')
      if (state.status !== 'vended')
        throw new SynclineError('STATE_CONFLICT', { status: state.status, reason: 'not_sold' })
      const told = await askBuyPower(deps, {
        organizationId,
        connectionId: state.request.connectionId,
        ask: (client, access) => client.requery(rechargeId, access),
      })
      return { rechargeId, tokens: tokensOf(demandDone(told)) }
    },
  }
}
export type Recharges = ReturnType<typeof createRecharges>

interface Asked {
  readonly input: RechargeCreateInput
  /** As BuyPower takes it. */
  readonly phone: string
  readonly digest: string
  /** The fact that it is asked for, now. */
  readonly request: () => Request
}

/** @throws SynclineError INVALID_INPUT for a phone that is none */
function askedFor(keys: OrganizationKeys, input: RechargeCreateInput, now: () => Date): Asked {
  const { connectionId, requestId, disco, vendType, meter, amountKobo } = input
  const phone = nigerianPhone(input.phone)
  if (phone === null)
    throw new SynclineError('INVALID_INPUT', { field: 'phone', reason: 'is no Nigerian number' })
  const content = JSON.stringify([connectionId, disco, vendType, meter, amountKobo, phone])
  const digest = keys.digest('recharge', Buffer.from(content))
  return {
    input,
    phone,
    digest,
    request: () => ({
      connectionId,
      requestId,
      disco,
      vendType,
      meter: shownMeter(meter),
      amount: { amount: amountKobo, currency: 'NGN' },
      digest,
      outUntil: new Date(now().getTime() + rechargeOutMs).toISOString(),
    }),
  }
}
