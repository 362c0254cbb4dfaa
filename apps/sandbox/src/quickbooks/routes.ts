import type { ProviderContext } from '../context.ts'
import { type Answer, type Call, type Either, jsonAnswer, type Operation, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { runBatch } from './batch.ts'
import { type EntityKind, kindNamed } from './entities.ts'
import { type Fault, faultAnswer, faults } from './faults.ts'
import { deleteObject, type Outcome, objectsNamed, refuse, voidObject, writeObject } from './objects.ts'
import { readChanges, runQuery } from './query.ts'
import type { Scope } from './scope.ts'
import { companies, objectsOf } from './state.ts'

export const base = '/quickbooks/v3/company'
const route = /^\/quickbooks\/v3\/company\/(\d{1,20})\/([a-z]{1,40})(?:\/([^/]{1,60}))?$/
const maxKeyLength = 50

export const realmIn = (path: string): string | null => route.exec(path)?.[1] ?? null

/** Finds what a call asks for; nothing is done yet. */
export function openCall(ctx: ProviderContext, realmId: string, call: Call): Either<Operation> {
  const [, , word = '', id] = route.exec(call.path) ?? []
  const key = call.query.get('requestid')
  const scope: Scope = { ctx, realmId, origin: { kind: 'api', call: { ...call, idempotencyKey: key } } }
  const answer = (outcome: Outcome<Record<string, unknown>>): Result => answerOf(ctx, outcome)
  const read = (run: () => Outcome<Record<string, unknown>>): Either<Operation> => ({
    ok: true,
    value: { write: false, objectName: null, idempotency: null, run: () => answer(run()) },
  })
  const kind = kindNamed(word)
  const parsed = parse(call.body)
  switch (`${call.method} ${kind ? 'entity' : word}${id === undefined ? '' : ' id'}`) {
    case 'GET query':
      return read(() => runQuery(scope, call.query.get('query') ?? ''))
    case 'POST query':
      return read(() => runQuery(scope, call.body.toString('utf8')))
    case 'GET cdc':
      return read(() => readChanges(scope, call.query))
    case 'GET companyinfo id':
      return read(() => companyInfo(scope, id as string))
    case 'GET entity id':
      return read(() => getObject(scope, word, id as string))
    case 'POST batch':
      return write(() => answer(runBatch(scope, parsed)), null)
    case 'POST entity':
      return write(
        () => answer(change(scope, kind as EntityKind, call.query.get('operation'), parsed)),
        kind as EntityKind,
      )
    default:
      return { ok: false, answer: refused(ctx, faults.rule('Unsupported operation.')) }
  }

  function write(run: () => Result, of: EntityKind | null): Either<Operation> {
    if (!(call.headers['content-type'] ?? '').startsWith('application/json') || parsed === undefined)
      return { ok: false, answer: refused(ctx, faults.rule('The body is not JSON.')) }
    if (key !== null && (key === '' || key.length > maxKeyLength))
      return {
        ok: false,
        answer: refused(ctx, faults.rule(`requestid has more than ${maxKeyLength} characters.`)),
      }
    const keyed = ctx.limits.dedupe && key !== null
    return {
      ok: true,
      value: {
        write: true,
        objectName: of && nameOf(scope, of, parsed),
        // Whatever comes under a known id gets the answer of the first.
        idempotency: keyed ? { key, fingerprint: call.path } : null,
        run,
      },
    }
  }
}

const refused = (ctx: ProviderContext, fault: Fault): Answer => faultAnswer(fault, ctx.now())

function answerOf(ctx: ProviderContext, outcome: Outcome<Record<string, unknown>>): Result {
  if (!outcome.ok) return { executed: false, answer: refused(ctx, outcome.fault) }
  const time = new Date(ctx.now()).toISOString()
  return { executed: true, answer: jsonAnswer(200, { ...outcome.value, time }) }
}

function change(
  scope: Scope,
  kind: EntityKind,
  operation: string | null,
  body: unknown,
): Outcome<Record<string, unknown>> {
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

function getObject(scope: Scope, word: string, id: string): Outcome<Record<string, unknown>> {
  const named = objectsNamed(scope, word)
  if (!named || !/^\d{1,18}$/.test(id)) return refuse(faults.invalidId())
  const object = named.objects.get(id)
  return object
    ? { ok: true, value: { [named.kind.name]: object } }
    : refuse(faults.notFound(`${word} ${id}`))
}

function companyInfo({ ctx, realmId }: Scope, id: string): Outcome<Record<string, unknown>> {
  const company = companies(ctx.store).get(realmId)
  if (id !== realmId || !company) return refuse(faults.notFound(`CompanyInfo ${id}`))
  const at = company.createdAt
  const info = {
    CompanyName: company.name,
    LegalName: company.name,
    Country: 'US',
    domain: 'QBO',
    sparse: false,
    Id: '1',
    SyncToken: '0',
    MetaData: { CreateTime: at, LastUpdatedTime: at },
  }
  return { ok: true, value: { CompanyInfo: info } }
}

/** The name in the body, else the one the object has: sentinels hang on it. */
function nameOf({ ctx, realmId }: Scope, kind: EntityKind, body: unknown): string | null {
  if (!isPlainObject(body)) return null
  const known =
    typeof body.Id === 'string' ? objectsOf(ctx.store, realmId, kind.name).get(body.Id) : undefined
  const name = body.DisplayName ?? body.PrivateNote ?? known?.DisplayName
  return typeof name === 'string' ? name : null
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
