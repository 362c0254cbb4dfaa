import {
  advanceWrappingRotation,
  resealCredentials,
  resealSubjectKeys,
  type Vault,
  type Wrapping,
} from '@syncline/db/custody'
import type pg from 'pg'
import type { Logger } from 'pino'

const everyMs = 60_000

/**
 * Goes on, in the background and in bounded rounds, with what a rotation left to do: wrapping organization keys anew,
 * sealing credentials under a newer one. What fails is tried again a minute later.
 */
export function startCustodyUpkeep(deps: {
  pool: pg.Pool
  vault: Vault & Wrapping
  log: Logger
}): () => Promise<void> {
  const { pool, vault, log } = deps
  let round: Promise<void> | null = null

  async function goOn(): Promise<void> {
    try {
      const wrapping = await advanceWrappingRotation(pool, vault)
      if (wrapping) log.info(wrapping, 'organization keys are being wrapped anew')
      const { resealed, left } = await resealCredentials(pool, vault)
      if (resealed > 0) log.info({ resealed, left }, 'credentials are being sealed anew')
      const rewrapped = await resealSubjectKeys(pool, vault)
      if (rewrapped > 0) log.info({ rewrapped }, 'keys of subjects are being wrapped anew')
    } catch (error) {
      log.error({ err: error }, 'a rotation of keys could not go on')
    }
  }

  const timer = setInterval(() => {
    round ??= goOn().finally(() => {
      round = null
    })
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await round
  }
}
