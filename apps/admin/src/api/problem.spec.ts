import { errorCodes } from '@syncline/domain/error'
import { describe, expect, it } from 'vitest'
import { isPassing, isSignedOut, ProblemError, problemOfResponse, toProblem } from './problem.ts'

const body = {
  error: 'Conflict',
  code: 'STATE_CONFLICT',
  message: 'It has moved on since you looked.',
  remedy: 'Look at how it stands now, then choose again.',
  details: { reason: 'running' },
  errorId: 'e_1',
  timestamp: '2026-11-20T13:32:08.000Z',
}

describe('any error as a person reads it', () => {
  it('takes the sentence, remedy and id of the API', () => {
    expect(toProblem({ data: { httpStatus: 409, syncline: body } })).toEqual({
      code: 'STATE_CONFLICT',
      sentence: body.message,
      remedy: body.remedy,
      errorId: 'e_1',
      details: { reason: 'running' },
    })
  })

  it.each([
    [{ retryAfterSeconds: 900 }, 'Wait 15 min, then retry.'],
    [{ retryAfterSeconds: 42 }, 'Wait 42 s, then retry.'],
    [{ retryAfterMs: 2_500 }, 'Wait 2.5 s, then retry.'],
    [{ limit: 100 }, 'Wait a little, then retry.'],
    [{ retryAfterSeconds: 'soon' }, 'Wait a little, then retry.'],
  ])('says how long to wait where the answer knows it: %o', (details, remedy) => {
    const told = { code: 'RATE_LIMIT_EXCEEDED', remedy: 'Wait a little, then retry.', details }
    expect(problemOfResponse(429, told).remedy).toBe(remedy)
  })

  it('says the same of a plain route', () => {
    expect(problemOfResponse(409, body)).toEqual(toProblem({ data: { syncline: body } }))
  })

  it('fills in what the API left out', () => {
    const problem = problemOfResponse(409, { code: 'STATE_CONFLICT' })
    expect(problem.sentence).not.toBe('')
    expect(problem.remedy).not.toBe('')
    expect(problem.errorId).toBeNull()
  })

  it.each([
    [401, 'AUTH_REQUIRED'],
    [403, 'PERMISSION_DENIED'],
    [404, 'RECORD_NOT_FOUND'],
    [429, 'RATE_LIMIT_EXCEEDED'],
    [418, 'UNKNOWN'],
    [502, 'UNKNOWN'],
  ])('reads a %d without a body', (status, code) => {
    expect(problemOfResponse(status, null).code).toBe(code)
    expect(toProblem({ data: { httpStatus: status } }).code).toBe(code)
  })

  it.each([new TypeError('Failed to fetch'), undefined, null, 'text', { data: null }])(
    'calls anything else unreachable: %s',
    (error) => {
      expect(toProblem(error).code).toBe('UNREACHABLE')
    },
  )

  it('never shows a code it does not know', () => {
    expect(problemOfResponse(500, { ...body, code: 'constructor' }).code).toBe('UNKNOWN')
  })

  it('passes a problem on as it is', () => {
    const problem = problemOfResponse(409, body)
    expect(toProblem(new ProblemError(problem))).toBe(problem)
  })

  it.each(errorCodes)('has words for %s', (code) => {
    const { sentence, remedy } = problemOfResponse(500, { code })
    expect(sentence).not.toContain('{')
    expect(remedy).not.toContain('{')
  })
})

it('knows an ended session', () => {
  expect(isSignedOut({ data: { httpStatus: 401 } })).toBe(true)
  expect(isSignedOut(new TypeError('Failed to fetch'))).toBe(false)
})

it('asks again only when the server or the way to it failed', () => {
  expect(isPassing(toProblem(new TypeError('Failed to fetch')))).toBe(true)
  expect(isPassing(problemOfResponse(503, null))).toBe(true)
  expect(isPassing(problemOfResponse(409, body))).toBe(false)
  expect(isPassing(problemOfResponse(401, null))).toBe(false)
})
