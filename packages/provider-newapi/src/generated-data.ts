// Generated from specs/newapi/openapi.yaml: do not edit, run `pnpm generate`.
import type { ErrorCodes } from '@reelay/core/provider'

/** Codes that say more than the HTTP status they come with. */
export const errorCodes: ErrorCodes = {
  "task_not_exist": {
    "status": 404
  },
  "model_not_found": {
    "status": 404
  },
  "insufficient_user_quota": "insufficient_credit",
  "pre_consume_token_quota_failed": "insufficient_credit",
  "not_implemented": "unsupported",
  "ali_api_error": "invalid_request",
  "build_request_failed": "invalid_request",
  "convert_to_ali_request_failed": "invalid_request",
  "invalid_channel_id": "unavailable"
}
