// Generated from specs/infrai/openapi.yaml: do not edit, run `pnpm generate`.
import type { ErrorCodes } from '@reelay/core/provider'

/** The catalogue of error codes. By those of a server that failed, nobody knows how far a call came; the two about an
idempotency key say that an earlier call arrived, and that this one lacks it. */
export const errorCodes: ErrorCodes = {
  "INSUFFICIENT_CREDIT": {
    "code": "insufficient_credit",
    "status": 402
  },
  "WALLET_CAP_EXCEEDED": {
    "code": "permission",
    "status": 402
  },
  "PRO_REQUIRED": {
    "code": "permission",
    "status": 402
  },
  "KYC_REQUIRED": {
    "code": "permission",
    "status": 402
  },
  "TOPUP_2FA_REQUIRED": {
    "code": "permission",
    "status": 402
  },
  "BYOK_TRIAL_EXPIRED": {
    "code": "permission",
    "status": 402
  },
  "UNAUTHORIZED": {
    "code": "authentication",
    "status": 401
  },
  "KEY_REVOKED": {
    "code": "authentication",
    "status": 403
  },
  "SCOPE_INSUFFICIENT": {
    "code": "permission",
    "status": 403
  },
  "MODULE_NOT_AVAILABLE_IN_REGION": {
    "code": "unsupported",
    "status": 403
  },
  "IDEMPOTENCY_KEY_REQUIRED": {
    "code": "invalid_request",
    "status": 400
  },
  "IDEMPOTENCY_CONFLICT": {
    "code": "conflict",
    "status": 409
  },
  "RATE_LIMIT_USER": {
    "code": "rate_limited",
    "status": 429
  },
  "RATE_LIMIT_IP": {
    "code": "rate_limited",
    "status": 429
  },
  "VENDOR_QUOTA_EXCEEDED": {
    "code": "rate_limited",
    "status": 429
  },
  "VENDOR_DOWN": {
    "code": "unavailable",
    "status": 503
  },
  "VENDOR_TIMEOUT": {
    "code": "unavailable",
    "status": 503
  },
  "MAINTENANCE": {
    "code": "unavailable",
    "status": 503
  },
  "UNKNOWN_ERROR": {
    "code": "unavailable",
    "status": 500
  }
}
