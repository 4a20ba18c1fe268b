import type { Attributes, SpanKind, SpanStatusCode, Tracer } from '@opentelemetry/api'
import type { ErrorCode } from './model/error-codes.ts'
import type { Cost } from './model/job.ts'
import type { ClientEvent } from './model/client-event.ts'

/** One span: what is known of it when it ends. */
interface Told {
  name: string
  kind: SpanKind
  attributes: Attributes
  /** Why it is an error; absent when it is none. */
  code?: ErrorCode | undefined
  durationMs: number | undefined
}

// The API is imported for its types alone: these are its CLIENT, INTERNAL and ERROR.
const client: SpanKind.CLIENT = 2
const internal: SpanKind.INTERNAL = 0
const failed: SpanStatusCode.ERROR = 2
// The word of the GenAI conventions: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans
const operation = 'generate_content'

/**
 * Turns events into OpenTelemetry spans: `createClient({ providers, onEvent: traced(trace.getTracer('reelay')) })`.
 * One for each create, poll, job and download, made when it has ended and under the context that is active then.
 * A job's span ends when its end was seen; it has no length where the time of the job's creation is not known.
 */
export function traced(tracer: Tracer): (event: ClientEvent) => void {
  return (event) => {
    const told = spanOf(event)
    if (!told) return
    const { name, kind, attributes, code, durationMs = 0 } = told
    const endMs = Date.parse(event.at)
    // A vendor's clock may put the end before the beginning.
    const startTime = new Date(endMs - (durationMs > 0 ? durationMs : 0))
    const span = tracer.startSpan(name, { kind, startTime, attributes: { ...attributes, 'error.type': code } })
    if (code) span.setStatus({ code: failed, message: code })
    span.end(new Date(endMs))
  }
}

function spanOf(event: ClientEvent): Told | undefined {
  if (event.type === 'submitting' || event.type === 'waiting') return undefined
  if (event.type === 'record_set_aside' || event.type === 'key_not_kept') return undefined
  // The span of the end says what came of it.
  if (event.type === 'status_assumed') return undefined
  const { provider, model } = event
  // A job that was taken up by its id alone has no model.
  const named = (name: string): string => (model === '' ? name : `${name} ${model}`)
  const base = { 'gen_ai.provider.name': provider, 'gen_ai.request.model': model === '' ? undefined : model }
  const job = { ...base, 'reelay.job.id': 'job' in event ? event.job : undefined }
  switch (event.type) {
    case 'accepted':
    case 'refused':
    case 'unresolved': {
      const { type, id, attempt, durationMs } = event
      const isAccepted = type === 'accepted'
      const attributes = {
        ...job,
        'gen_ai.operation.name': operation,
        'http.response.status_code': isAccepted ? undefined : event.status,
        'reelay.outcome': type,
        'reelay.record.id': id,
        'reelay.attempt': attempt,
        ...(isAccepted && costOf(event.cost)),
      }
      return { name: named(operation), kind: client, attributes, durationMs, code: isAccepted ? undefined : event.code }
    }
    case 'polled':
    case 'poll_failed': {
      const isSeen = event.type === 'polled'
      const attributes = { ...job, ...(isSeen && statusOf(event.status, event.progress)) }
      const code = isSeen ? undefined : event.code
      return { name: named('reelay.poll'), kind: client, attributes, durationMs: event.durationMs, code }
    }
    case 'ended': {
      const { status, cost, durationMs } = event
      const attributes = { ...job, ...statusOf(status), ...costOf(cost) }
      const fallback = status === 'failed' ? 'vendor_failure' : status === 'expired' ? 'expired' : undefined
      return { name: named('reelay.job'), kind: internal, attributes, durationMs, code: event.code ?? fallback }
    }
    case 'downloaded': {
      const attributes = { ...job, 'reelay.download.bytes': event.bytes }
      return { name: named('reelay.download'), kind: client, attributes, durationMs: event.durationMs }
    }
  }
}

function statusOf(status: string, progress?: number): Attributes {
  return { 'reelay.job.status': status, 'reelay.job.progress': progress }
}

function costOf(cost: Cost | undefined): Attributes {
  if (!cost) return {}
  const { amount, currency, source, final } = cost
  return {
    'reelay.cost.amount': amount,
    'reelay.cost.currency': currency,
    'reelay.cost.source': source,
    'reelay.cost.final': final,
  }
}
