import { describe, expect, it } from 'vitest'
import { createLogger } from './log.ts'

function capture() {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', service: 'web' }, { write: (line) => void lines.push(line) })
  return { logger, read: () => JSON.parse(lines.join('')), text: () => lines.join('') }
}

describe('a log line', () => {
  it('has time, level, service and message', () => {
    const { logger, read } = capture()
    logger.info({ requestId: 'r-1' }, 'hello')
    expect(read()).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'info',
      service: 'web',
      msg: 'hello',
      requestId: 'r-1',
    })
  })

  it('never holds what should not leave', () => {
    const { logger, text } = capture()
    logger.info(
      {
        headers: { cookie: 'canary' },
        body: 'canary',
        password: 'canary',
        user: { token: 'canary', password: 'canary' },
        req: { url: '/?x=canary' },
      },
      'request',
    )
    expect(text()).not.toContain('canary')
  })

  it('masks the texts of errors and of their causes', () => {
    const { logger, text, read } = capture()
    const cause = Object.assign(new Error('Key (email)=(ada@example.com) exists, whsec_0123456789abcdef'), {
      code: '23505',
      detail: 'canary',
    })
    logger.error({ err: new Error('could not write Ada Obi, card 4242 4242 4242 4242', { cause }) }, 'failed')
    expect(text()).not.toMatch(/ada@|whsec_0|canary|Ada|4242/)
    expect(read().err).toMatchObject({ message: 'could not write •••, card •••', cause: { code: '23505' } })
  })
})
