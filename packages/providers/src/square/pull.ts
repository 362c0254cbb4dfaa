import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { SquareClient } from 'square'
import { z } from 'zod'
import type { Fetched, Manifest, Page, PullAdapter, PullFailure } from '../provider.ts'
import { type Asked, ask } from './client.ts'
import type { ObjectReader } from './object.ts'
import { objectId } from './wire.ts'

export interface ListQuestion {
  readonly limit: number
  readonly cursor: string | null
  readonly changedSince: Date | null
}

/** One kind of object there: how it is listed, how one is asked for, and how either is read. */
export interface Source {
  /** Of the list in an answer. */
  readonly plural: string
  readonly singular: string
  readonly read: ObjectReader
  list(square: SquareClient, question: ListQuestion): PromiseLike<unknown>
  get(square: SquareClient, id: string): PromiseLike<unknown>
}

const pageLimit = 100
const cursorPattern = /^(\d):(.{0,2000})$/s
const answerSchema = z.looseObject({ cursor: z.string().max(2_000).nullish() })
const itemsSchema = z.array(z.unknown()).max(1_000)

const malformed: PullFailure = {
  ok: false,
  code: 'PROVIDER_MALFORMED_RESPONSE',
  retryable: false,
  retryAfterMs: 0,
  detail: null,
}

/** @param sources kinds of object that are one kind of record, listed one after the other */
export function createPull(
  entity: Entity,
  sources: readonly [Source, ...Source[]],
  limits: Manifest['limits'],
): PullAdapter {
  return {
    async page(cursor, changedSince, access): Promise<Page> {
      const [, step = '0', after = ''] = cursorPattern.exec(cursor ?? '0:') ?? []
      const source = sources[Number(step)]
      if (!source) return { ok: true, records: [], unreadable: 0, cursor: null }
      const question = { limit: pageLimit, cursor: after === '' ? null : after, changedSince }
      const asked = await ask(access, limits, (square) => source.list(square, question))
      if (!asked.ok) return failureIn(asked)
      const answer = answerSchema.safeParse(asked.answer)
      // Of nothing the list itself is left out.
      const items = itemsSchema.safeParse(answer.data?.[source.plural] ?? [])
      if (!answer.success || !items.success) return malformed
      const next = answer.data.cursor || null
      const lastStep = Number(step) + 1 === sources.length
      return {
        ok: true,
        ...recordsIn(items.data, source, entity),
        cursor: next !== null ? `${step}:${next}` : lastStep ? null : `${Number(step) + 1}:`,
      }
    },

    async one(sourceId, _accountId, access): Promise<Fetched> {
      const nothing = { ok: true, record: null, order: 0, objectVersion: null, changedAt: null } as const
      if (!objectId.safeParse(sourceId).success) return nothing
      for (const source of sources) {
        const asked = await ask(access, limits, (square) => source.get(square, sourceId))
        if (!asked.ok) return failureIn(asked)
        if (asked.answer === null) continue
        const object = z.looseObject({}).safeParse(asked.answer).data?.[source.singular]
        const read = source.read(object, false)
        if (!read || read.record.sourceId !== sourceId || read.record.entity !== entity) return malformed
        const { record, version, changedAt } = read
        const order = version ?? Math.floor(Date.parse(changedAt ?? access.now().toISOString()) / 1_000)
        return { ok: true, record, order, objectVersion: version, changedAt }
      }
      return nothing
    },
  }
}

function recordsIn(items: readonly unknown[], source: Source, entity: Entity) {
  const records: CanonicalRecord[] = []
  for (const item of items) {
    const read = source.read(item, false)
    if (read?.record.entity === entity) records.push(read.record)
  }
  return { records, unreadable: items.length - records.length }
}

function failureIn({ outcome: _seen, ...failure }: Extract<Asked, { ok: false }>): PullFailure {
  return failure
}
