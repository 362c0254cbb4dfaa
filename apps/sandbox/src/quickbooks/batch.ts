import { isPlainObject } from '../shape.ts'
import { kindNamed } from './entities.ts'
import { faultBody, faults } from './faults.ts'
import { deleteObject, type Outcome, refuse, voidObject, writeObject } from './objects.ts'
import { runQuery } from './query.ts'
import type { Scope } from './scope.ts'

const maxItems = 30

/** Up to thirty questions and writes at once. Each is answered for itself, and one that fails stops no other. */
export function runBatch(scope: Scope, body: unknown): Outcome<Record<string, unknown>> {
  const items = isPlainObject(body) ? body.BatchItemRequest : null
  if (!Array.isArray(items)) return refuse(faults.missing('BatchItemRequest'))
  if (items.length > maxItems) return refuse(faults.rule(`Batch size is more than ${maxItems}.`))
  return { ok: true, value: { BatchItemResponse: items.map((item) => answerTo(scope, item)) } }
}

function answerTo(scope: Scope, item: unknown): Record<string, unknown> {
  const { bId, ...asked } = isPlainObject(item) ? item : { bId: null }
  const outcome = carryOut(scope, asked)
  return { bId, ...(outcome.ok ? outcome.value : faultBody(outcome.fault)) }
}

function carryOut(
  scope: Scope,
  { operation, Query, ...named }: Record<string, unknown>,
): Outcome<Record<string, unknown>> {
  if (typeof Query === 'string') return runQuery(scope, Query)
  const [[name, body] = ['', null], ...others] = Object.entries(named).filter(
    ([member]) => member !== 'optionsData',
  )
  const kind = kindNamed(name)
  if (!kind || others.length > 0) return refuse(faults.unsupported(name || 'BatchItemRequest'))
  const written =
    operation === 'delete'
      ? deleteObject(scope, kind, body)
      : operation === 'void'
        ? voidObject(scope, kind, body)
        : writeObject(scope, kind, body)
  if (!written.ok) return written
  const { object } = written.value
  return { ok: true, value: operation === 'delete' ? { [kind.name]: object } : object }
}
