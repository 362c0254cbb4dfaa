import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { rechargeEvents } from './events.ts'

type RechargeEventType = keyof typeof rechargeEvents
export type RechargeEvent = {
  [Type in RechargeEventType]: NewEvent<Type, EventData<Type>>
}[RechargeEventType]

type Request = EventData<'RechargeRequested'>

/** One sale of electricity by hand. */
export type Recharge =
  | { readonly status: 'none' }
  | { readonly status: 'requested'; readonly request: Request }
  | ({ readonly status: 'unknown'; readonly request: Request } & EventData<'RechargeOutcomeUnknown'>)
  | ({ readonly status: 'vended'; readonly request: Request } & EventData<'RechargeVended'>)
  | ({ readonly status: 'failed'; readonly request: Request } & EventData<'RechargeFailed'>)
export type RechargeStatus = Exclude<Recharge['status'], 'none'>

/** What was heard of it. */
export type RechargeNews =
  | ({ readonly verdict: 'vended' } & EventData<'RechargeVended'>)
  | ({ readonly verdict: 'failed' } & EventData<'RechargeFailed'>)
  | ({ readonly verdict: 'unknown' } & EventData<'RechargeOutcomeUnknown'>)

export type RechargeCommand =
  | { readonly type: 'request'; readonly request: Request }
  /** `from`: by the one call that sells, or by a question about it. */
  | { readonly type: 'learn'; readonly from: 'vend' | 'requery'; readonly news: RechargeNews }

export const initialRecharge: Recharge = { status: 'none' }

/** No event: it was known, or it says nothing yet. */
export function decideRecharge(
  command: RechargeCommand,
  state: Recharge,
  { now }: { readonly now: Date },
): Decision<RechargeEvent> {
  if (command.type === 'request') return request(command.request, state)
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  const { from } = command
  const news = from === 'requery' ? believed(state, command.news, now) : command.news
  // That it was sold is the truth whatever was said before, and stays it.
  if (state.status === 'vended') return decided()
  if (news.verdict === 'vended') return decided(eventOf(news))
  if (state.status === 'failed') return decided()
  if (news.verdict === 'failed') return decided(eventOf(news))
  // Whoever made the call says what it heard; a question in between adds nothing.
  const isOut = from === 'requery' && now < new Date(state.request.outUntil)
  return state.status === 'unknown' || isOut ? decided() : decided(eventOf(news))
}

function request(asked: Request, state: Recharge): Decision<RechargeEvent> {
  if (state.status === 'none') return decided<RechargeEvent>({ type: 'RechargeRequested', data: asked })
  return state.request.digest === asked.digest
    ? refused('STATE_CONFLICT', { status: state.status, reason: 'already_requested' })
    : refused('IDEMPOTENCY_CONFLICT', { field: 'requestId' })
}

/** What the answer to a question is worth: a call that may be on its way is not yet one that never came. */
export function believed(
  state: Exclude<Recharge, { status: 'none' }>,
  news: RechargeNews,
  now: Date,
): RechargeNews {
  const { outUntil } = state.request
  return news.verdict === 'failed' && news.certainty === 'not_executed' && now < new Date(outUntil)
    ? { verdict: 'unknown', code: 'OUTCOME_UNKNOWN', askAgainAt: outUntil }
    : news
}

function eventOf(news: RechargeNews): RechargeEvent {
  switch (news.verdict) {
    case 'vended': {
      const { verdict: _, ...data } = news
      return { type: 'RechargeVended', data }
    }
    case 'failed': {
      const { verdict: _, ...data } = news
      return { type: 'RechargeFailed', data }
    }
    case 'unknown': {
      const { verdict: _, ...data } = news
      return { type: 'RechargeOutcomeUnknown', data }
    }
  }
}

export function evolveRecharge(state: Recharge, event: RechargeEvent): Recharge {
  if (event.type === 'RechargeRequested') return { status: 'requested', request: event.data }
  if (state.status === 'none') return state
  const { request: asked } = state
  switch (event.type) {
    case 'RechargeVended':
      return { status: 'vended', request: asked, ...event.data }
    case 'RechargeFailed':
      return { status: 'failed', request: asked, ...event.data }
    case 'RechargeOutcomeUnknown':
      return { status: 'unknown', request: asked, ...event.data }
  }
}
