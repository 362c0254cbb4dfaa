import type { ErrorCode } from '@syncline/domain/error'
import { z } from 'zod'

/** `{errors: [{category, code, detail?, field?}]}`; beside a result the list may stand there empty. */
export const errorSchema = z.object({
  errors: z
    .array(
      z.object({
        /** A gateway may leave it out. */
        category: z.string().max(60).default(''),
        code: z.string().max(120),
        detail: z.string().max(5_000).nullish(),
        field: z.string().max(255).nullish(),
      }),
    )
    .min(1)
    .max(1_000),
})
export type SquareError = z.output<typeof errorSchema>['errors'][number]

const byCode: Readonly<Record<string, ErrorCode>> = {
  ACCESS_TOKEN_EXPIRED: 'TOKEN_EXPIRED',
  FORBIDDEN: 'PROVIDER_FORBIDDEN',
  INSUFFICIENT_SCOPES: 'PROVIDER_FORBIDDEN',
  APPLICATION_DISABLED: 'PROVIDER_FORBIDDEN',
  CLIENT_DISABLED: 'PROVIDER_FORBIDDEN',
  INSUFFICIENT_PERMISSIONS_FOR_REFUND: 'PROVIDER_FORBIDDEN',
  NOT_FOUND: 'RECORD_NOT_FOUND',
  CUSTOMER_NOT_FOUND: 'RECORD_NOT_FOUND',
  GONE: 'RECORD_NOT_FOUND',
  MISSING_REQUIRED_PARAMETER: 'REQUIRED_FIELD_MISSING',
  CUSTOMER_MISSING_NAME: 'REQUIRED_FIELD_MISSING',
  CUSTOMER_MISSING_EMAIL: 'REQUIRED_FIELD_MISSING',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_CONFLICT',
  CONFLICT: 'VERSION_CONFLICT',
  VERSION_MISMATCH: 'VERSION_CONFLICT',
  REFUND_ALREADY_PENDING: 'STATE_CONFLICT',
  RATE_LIMITED: 'RATE_LIMIT_EXCEEDED',
  PLAID_ERROR_RATE_LIMIT: 'RATE_LIMIT_EXCEEDED',
  REQUEST_ENTITY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  REQUEST_TIMEOUT: 'TIMEOUT',
  GATEWAY_TIMEOUT: 'TIMEOUT',
  SERVICE_UNAVAILABLE: 'PROVIDER_UNAVAILABLE',
  TEMPORARY_ERROR: 'PROVIDER_UNAVAILABLE',
}

const byCategory: Readonly<Record<string, ErrorCode>> = {
  API_ERROR: 'PROVIDER_ERROR',
  AUTHENTICATION_ERROR: 'INVALID_CREDENTIALS',
  INVALID_REQUEST_ERROR: 'PROVIDER_REFUSED',
  RATE_LIMIT_ERROR: 'RATE_LIMIT_EXCEEDED',
  PAYMENT_METHOD_ERROR: 'PAYMENT_FAILED',
  REFUND_ERROR: 'PROVIDER_REFUSED',
  MERCHANT_SUBSCRIPTION_ERROR: 'PROVIDER_FORBIDDEN',
  EXTERNAL_VENDOR_ERROR: 'PROVIDER_ERROR',
}

/** What an error of Square's is in the hub's table: by its code where that says more than its category. */
export function codeOfError({ category, code }: Pick<SquareError, 'category' | 'code'>): ErrorCode {
  const own = (table: Readonly<Record<string, ErrorCode>>, name: string) =>
    Object.hasOwn(table, name) ? table[name] : undefined
  return own(byCode, code) ?? own(byCategory, category) ?? 'PROVIDER_REFUSED'
}
