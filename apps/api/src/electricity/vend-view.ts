import type { RechargeNews } from '@syncline/domain/recharge'
import type { MeterToken, VendView } from '@syncline/domain/view'
import type { Vended } from '@syncline/providers/buypower'

const nothing = { units: null, paidKobo: null, receipt: null, askAgainInMs: null, detail: null } as const

/** What is known of a sale, as it is shown. @param detail what BuyPower said, masked */
export function vendView(news: RechargeNews, now: Date, detail: string | null = null): VendView {
  switch (news.verdict) {
    case 'vended': {
      const { units, paid, receipt } = news
      const paidKobo = paid?.amount ?? null
      return { ...nothing, state: 'sold', code: null, wasBegun: true, units, paidKobo, receipt }
    }
    case 'failed': {
      const { code, certainty } = news
      return { ...nothing, state: 'failed', code, wasBegun: certainty !== 'not_executed', detail }
    }
    case 'unknown': {
      const { code, askAgainAt } = news
      const askAgainInMs = Math.max(Date.parse(askAgainAt) - now.getTime(), 0)
      return { ...nothing, state: 'unknown', code, wasBegun: true, detail, askAgainInMs }
    }
  }
}

/** The numbers that a meter takes; those that change its key go in first. */
export function tokensOf({ token, parcels }: Vended): readonly MeterToken[] {
  const others = parcels.flatMap(({ type, content }) =>
    content === null || content === token ? [] : [{ kind: type, digits: content }],
  )
  const isKey = ({ kind }: MeterToken) => /^KCT/i.test(kind)
  const own = token === null ? [] : [{ kind: 'TOKEN', digits: token }]
  return [...others.filter(isKey), ...own, ...others.filter((other) => !isKey(other))]
}
