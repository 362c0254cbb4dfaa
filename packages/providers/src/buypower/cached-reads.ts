import { z } from 'zod'
import { type CachedAnswer, type CachedRead, hourMs, type Json, minuteMs } from '../cached-read.ts'
import type { Told } from './ask.ts'
import type { BuyPowerClient, TariffQuery } from './client.ts'

const offer = /^(TV|DATA|VTU)\/([A-Za-z0-9_-]{1,60})$/

/** What of BuyPower rarely changes. Money is whole kobo. */
export const cachedReads = (client: BuyPowerClient): Readonly<Record<string, CachedRead>> => ({
  /** `[{id, name, isUp}]`: every company, by the code it is sold under. */
  discos: {
    lifeMs: 10 * minuteMs,
    about: null,
    read: async (_about, access) =>
      answered(await client.discos(access), (discos) =>
        discos.map(({ disco, isUp }) => ({ id: disco, name: companyNames[disco] ?? disco, isUp })),
      ),
  },
  /** `{isUp, down}`. */
  status: {
    lifeMs: minuteMs,
    about: null,
    read: async (_about, access) =>
      answered(await client.status(access), ({ isUp, down }) => ({ isUp, down })),
  },
  /** `{kobo}`: for looking at. What is to be spent is asked for anew. */
  wallet: {
    lifeMs: minuteMs,
    about: null,
    read: async (_about, access) => answered(await client.balance(access), ({ kobo }) => ({ kobo })),
  },
  /** `[{code, priceKobo, description}]` of one seller of what is no electricity. */
  tariff: {
    lifeMs: 24 * hourMs,
    about: { title: 'Kind and seller', example: 'TV/DSTV', schema: z.string().regex(offer) },
    async read(about, access) {
      const [, vertical, provider = ''] = offer.exec(about) ?? []
      const query = { vertical: vertical as TariffQuery['vertical'], provider }
      return answered(await client.tariff(query, access), (offers) => offers.map((each) => ({ ...each })))
    },
  },
})

/** The companies behind the codes, as people know them. */
const companyNames: Readonly<Record<string, string>> = {
  ABUJA: 'AEDC Abuja',
  EKO: 'EKEDC Eko',
  IKEJA: 'IKEDC Ikeja',
  IBADAN: 'IBEDC Ibadan',
  ENUGU: 'EEDC Enugu',
  PH: 'PHED Port Harcourt',
  JOS: 'JED Jos',
  KADUNA: 'KAEDCO Kaduna',
  KANO: 'KEDCO Kano',
  BENIN: 'BEDC Benin',
  YOLA: 'YEDC Yola',
}

function answered<Value>(told: Told<Value>, toJson: (value: Value) => Json): CachedAnswer {
  if (told.verdict === 'done') return { ok: true, answer: toJson(told.value) }
  const { code, detail } = told
  const isCertain = told.verdict === 'failed'
  return { ok: false, code, detail, retryable: !isCertain, retryAfterMs: isCertain ? told.retryAfterMs : 0 }
}
