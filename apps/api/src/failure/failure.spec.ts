import { SynclineError } from '@syncline/domain/error'
import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CircuitError } from './circuit-error.ts'
import { failureOf } from './failure.ts'

const databaseError = (code: string) =>
  Object.assign(new Error('duplicate key value (email)=(ada@example.com)'), { code, severity: 'ERROR' })

describe('failureOf', () => {
  it.each([
    ['a refusal', new SynclineError('STATE_CONFLICT', { status: 'synced' }), 409, 'STATE_CONFLICT'],
    ['a refusal inside tRPC', wrapped(new SynclineError('RECORD_NOT_FOUND')), 404, 'RECORD_NOT_FOUND'],
    [
      'a database that is away',
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      503,
      'DATABASE_UNAVAILABLE',
    ],
    ['an ended session of the database', databaseError('57P01'), 503, 'DATABASE_UNAVAILABLE'],
    ['a statement that was refused', databaseError('23505'), 500, 'DB_ERROR'],
    ['the same inside tRPC', wrapped(databaseError('23505')), 500, 'DB_ERROR'],
    ['a bug', new TypeError('x is not a function'), 500, 'UNKNOWN'],
    ['something thrown that is no error', 'ada@example.com', 500, 'UNKNOWN'],
    ['an unknown procedure', new TRPCError({ code: 'NOT_FOUND' }), 404, 'RECORD_NOT_FOUND'],
    ['a change by GET', new TRPCError({ code: 'METHOD_NOT_SUPPORTED' }), 405, 'INVALID_INPUT'],
    [
      'JSON that is none',
      new TRPCError({ code: 'BAD_REQUEST', cause: new SyntaxError('{"ada') }),
      400,
      'INVALID_INPUT',
    ],
    ['a body over the limit', httpError('FST_ERR_CTP_BODY_TOO_LARGE', 413), 413, 'PAYLOAD_TOO_LARGE'],
    ['a form', httpError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a handler out of time', httpError('FST_ERR_HANDLER_TIMEOUT', 503), 504, 'TIMEOUT'],
    ['any other bad request', httpError('FST_ERR_BAD_URL', 400), 400, 'INVALID_INPUT'],
  ])('answers %s', (_name, error, status, code) => {
    const failure = failureOf(error)
    expect([failure.status, failure.body.code]).toEqual([status, code])
    expect(Object.keys(failure.body)).toEqual([
      'error',
      'code',
      'message',
      'remedy',
      'details',
      'errorId',
      'timestamp',
    ])
    expect(JSON.stringify(failure.body)).not.toMatch(/ada@|stack|duplicate|\.ts/)
  })

  it('says how the breaker stands where one is involved', () => {
    const error = new CircuitError('STATE_CONFLICT', { state: 'half_open', failures: 5 })
    for (const thrown of [error, wrapped(error)])
      expect(failureOf(thrown).body).toMatchObject({
        code: 'STATE_CONFLICT',
        circuitBreaker: { state: 'half_open', failureCount: 5, isOpen: true },
      })
  })

  it('names fields, not values', () => {
    const parsed = z
      .strictObject({ filter: z.strictObject({ faces: z.array(z.enum(['failed'])) }) })
      .safeParse({ filter: { faces: ['failed', 'canary'] }, more: 'canary' })
    const { body } = failureOf(parsed.error)
    expect(body.details).toEqual({
      fields: [
        { path: 'filter.faces.1', problem: 'invalid_value' },
        { path: 'more', problem: 'unrecognized_keys' },
      ],
    })
    expect(JSON.stringify(body)).not.toContain('canary')
  })

  it('keeps the id of an error it has seen', () => {
    const error = new Error('once')
    expect(failureOf(error).body.errorId).toBe(failureOf(error).body.errorId)
    expect(failureOf(new Error('other')).body.errorId).not.toBe(failureOf(error).body.errorId)
  })
})

function wrapped(cause: Error): TRPCError {
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: cause.message, cause })
}

function httpError(code: string, statusCode: number): Error {
  return Object.assign(new Error('ada@example.com was in it'), { code, statusCode })
}
