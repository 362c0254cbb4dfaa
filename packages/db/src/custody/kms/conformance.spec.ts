import { describe, expect, it } from 'vitest'
import { checkKmsExchange } from './index.ts'

const arn = 'arn:aws:kms:eu-west-1:999900001111:key/0f9d1c2b-3a4e-4c5d-8e6f-7a8b9c0d1e2f'
const headers = (operation: string) => ({
  'Content-Type': 'application/x-amz-json-1.1',
  'X-Amz-Target': `TrentService.${operation}`,
})
const secret = Buffer.from('never shown').toString('base64')
const opened = {
  request_headers: headers('Decrypt'),
  request: { CiphertextBlob: 'AAAA', EncryptionContext: { venue: 'v1' } },
  status: 200,
  response: { Plaintext: secret, KeyId: arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
  sdk_result: 'ok',
}
const refusedBy = (response: object, status = 400) => ({
  request_headers: headers('Encrypt'),
  request: { KeyId: 'alias/till', Plaintext: 'AAAA' },
  status,
  response,
})

describe('a recorded exchange', () => {
  it('passes with what was understood, never with what was opened', async () => {
    const one = await checkKmsExchange(opened)
    expect(one).toMatchObject({
      case: 'Decrypt',
      result: 'passed',
      understood: { kind: 'answer', KeyId: arn, PlaintextBytes: 11 },
    })
    expect(JSON.stringify(one)).not.toContain(secret)
  })

  it.each([
    [{ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400, 'away'],
    [{ __type: 'KMSInternalException' }, 500, 'away'],
    [{ __type: 'com.amazonaws.kms#DisabledException', Message: 'off' }, 400, 'key_off'],
    [{ __type: 'InvalidCiphertextException' }, 400, 'not_ours'],
    [{ __type: 'AccessDeniedException', Message: 'no' }, 400, 'no_access'],
    [{ __type: 'SomethingNew' }, 400, 'refused'],
    [{ __type: 'SomethingNew' }, 503, 'away'],
  ])('of the refusal %j means what it says', async (response, status, meaning) => {
    expect(await checkKmsExchange(refusedBy(response, status))).toMatchObject({
      result: 'passed',
      understood: { kind: 'error', meaning, retryable: meaning === 'away' },
    })
  })

  it.each([
    ['another request than ours', { ...opened, request: { ...opened.request, Hint: 'none' } }],
    ['another type', { ...opened, method: 'GET' }],
    ['an answer without its bytes', { ...opened, response: { KeyId: arn } }],
    ['a refusal that should be none', { ...refusedBy({ __type: 'DisabledException' }), sdk_result: 'ok' }],
    [
      'another refusal',
      { ...refusedBy({ __type: 'DisabledException' }), sdk_result: { error: 'NotFoundException' } },
    ],
    ['success that should be refused', { ...opened, sdk_result: { error: 'InvalidCiphertextException' } }],
    ['no answer', { ...opened, response: null }],
    ['an operation nobody knows', { ...opened, request_headers: headers('Guess') }],
    ['nothing', null],
  ])('fails with %s', async (_what, file) => {
    expect(await checkKmsExchange(file)).toMatchObject({ result: 'failed', why: expect.any(String) })
  })

  it('is told by its answer where it has nothing else', async () => {
    const response = { KeyMetadata: { KeyId: 'k', Arn: arn, KeyState: 'PendingDeletion' } }
    expect(await checkKmsExchange({ response })).toMatchObject({ case: 'DescribeKey', result: 'passed' })
  })
})
