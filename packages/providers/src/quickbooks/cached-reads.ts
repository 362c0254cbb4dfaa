import { z } from 'zod'
import { malformed } from '../answer.ts'
import { type CachedRead, hourMs } from '../cached-read.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { optionalText } from '../shape.ts'
import { type Got, get, query } from './get.ts'
import { objectId } from './wire.ts'

const companySchema = z.object({
  CompanyInfo: z.object({
    CompanyName: z.string().min(1).max(500),
    LegalName: optionalText(500),
    Country: optionalText(60),
    FiscalYearStartMonth: optionalText(20),
  }),
})

const accountsSchema = z.object({
  QueryResponse: z.object({
    Account: z
      .array(
        z.object({
          Id: objectId,
          Name: z.string().min(1).max(500),
          FullyQualifiedName: optionalText(500),
          AcctNum: optionalText(60),
          AccountType: optionalText(60),
        }),
      )
      .max(1_000)
      .default([]),
  }),
})

const itemsSchema = z.object({
  QueryResponse: z.object({
    Item: z
      .array(
        z.object({
          Id: objectId,
          Name: z.string().min(1).max(500),
          FullyQualifiedName: optionalText(500),
          Sku: optionalText(100),
          Type: optionalText(60),
        }),
      )
      .max(1_000)
      .default([]),
  }),
})
/** They only hold others: no line sells one. */
const holders = new Set(['Category', 'Group'])

/** What of QuickBooks rarely changes. */
export const cachedReads = (limits: Manifest['limits']): Readonly<Record<string, CachedRead>> => ({
  /** `{name, legalName, country, fiscalYearStart}`. */
  company: {
    lifeMs: 24 * hourMs,
    about: null,
    async read(_about, access) {
      const got = await companyInfo(access, limits)
      if (!got.ok) return failureIn(got)
      const read = companySchema.safeParse(got.json)
      if (!read.success) return malformed
      const { CompanyName, LegalName, Country, FiscalYearStartMonth } = read.data.CompanyInfo
      const answer = {
        name: CompanyName,
        legalName: LegalName,
        country: Country,
        fiscalYearStart: FiscalYearStartMonth,
      }
      return { ok: true, answer }
    },
  },
  /** `[{id, name, number, kind}]`: what bills may be booked to, by its whole name. */
  accounts: {
    lifeMs: hourMs,
    about: null,
    async read(_about, access) {
      const got = await query(
        "select * from Account where Classification = 'Expense' orderby FullyQualifiedName maxresults 1000",
        access,
        limits,
      )
      if (!got.ok) return failureIn(got)
      const read = accountsSchema.safeParse(got.json)
      if (!read.success) return malformed
      const answer = read.data.QueryResponse.Account.map((account) => ({
        id: account.Id,
        name: account.FullyQualifiedName ?? account.Name,
        number: account.AcctNum,
        kind: account.AccountType,
      }))
      return { ok: true, answer }
    },
  },
  /** `[{id, name, number, kind}]`: what lines of invoices may sell, by its whole name. */
  items: {
    lifeMs: hourMs,
    about: null,
    async read(_about, access) {
      const got = await query('select * from Item orderby FullyQualifiedName maxresults 1000', access, limits)
      if (!got.ok) return failureIn(got)
      const read = itemsSchema.safeParse(got.json)
      if (!read.success) return malformed
      const answer = read.data.QueryResponse.Item.filter(({ Type }) => !holders.has(Type ?? '')).map(
        (item) => ({
          id: item.Id,
          name: item.FullyQualifiedName ?? item.Name,
          number: item.Sku,
          kind: item.Type,
        }),
      )
      return { ok: true, answer }
    },
  },
})

/** The company's own card. */
export function companyInfo(access: Access, limits: Manifest['limits']): Promise<Got> {
  const realmId = new URL(access.baseUrl).pathname.split('/').at(-1) ?? ''
  return get(`/companyinfo/${realmId}`, access, limits)
}

function failureIn({ outcome: _seen, ...failure }: Extract<Got, { ok: false }>): PullFailure {
  return failure
}
