import { findProvider } from './find-provider.ts'
import type { Mode, ModelCapability } from '../model/capabilities.ts'
import { abortable } from '../time/abortable.ts'
import { aborted } from '../model/aborted.ts'
import type { PreviewedCall } from '../model/video-provider.ts'
import { isVideoError, type Issue } from '../model/errors.ts'
import { costProblems, estimate, modeOf, problems } from '../model/check-request.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import type { Cost, Money } from '../model/job.ts'
import type { ProviderCall, ProviderRequest, VideoProvider } from '../model/video-provider.ts'
import type { VideoRequest } from '../model/request.ts'

/** A provider that may make a video. */
export interface Alternative {
  provider: string
  /** Its id of the model; default: the one of the request. */
  model?: string | undefined
}

/** What would happen with one provider; nothing is spent to know it. */
export interface Candidate {
  provider: string
  model: string
  mode: Mode
  /** Every reason why this provider would refuse; empty when it can. */
  problems: Issue[]
  /** What the vendor decides because the request does not say. */
  defaults: { duration?: number }
  /** From the price list; absent where a price or a duration is unknown. */
  cost?: Cost
  /** The first call that `create` would make; absent when there are problems. */
  call?: PreviewedCall
}

/** One candidate for each provider that was asked. */
export interface Plan {
  candidates: Candidate[]
}

/** A request that fits, and what it fits. */
export interface Choice {
  provider: VideoProvider
  request: ProviderRequest
  /** From the price list. */
  cost?: Cost
}

/** A candidate, the choice that it allows, and how it has the model: on its list, or as one of any name. */
export type Considered = Candidate & { choice?: Choice; has?: 'listed' | 'any' }

/** Each provider's models, asked for once and kept for five minutes; a failure is not kept. */
export interface ModelCache {
  of(provider: VideoProvider, call: ProviderCall): Promise<ModelCapability[]>
}

/** Finds out what a provider would do with a request. Throws only when the vendor's models cannot be read. */
async function considerProvider(
  provider: VideoProvider,
  request: VideoRequest,
  {
    modelCache,
    call,
    withPreview = false,
    maxCost,
  }: { modelCache: ModelCache; call: ProviderCall; withPreview?: boolean; maxCost?: Money | undefined },
): Promise<Considered> {
  const models = await modelCache.of(provider, call)
  const mode = modeOf(request)
  // '*' speaks for the models that the vendor does not list.
  const model = models.find(({ id }) => id === request.model) ?? models.find(({ id }) => id === '*')
  const named = { provider: provider.id, model: request.model, mode }
  if (!model) return { ...named, problems: [unknownModel(request.model, models)], defaults: {} }

  const base = { ...named, has: model.id === request.model ? ('listed' as const) : ('any' as const) }
  const cost = estimate(request, model)
  const found = [...problems(request, model), ...vendorProblems(request, provider), ...costProblems(cost, maxCost)]
  const duration = request.duration === undefined ? model.modes[mode]?.duration?.default : undefined
  const shown = { ...base, defaults: { ...(duration !== undefined && { duration }) }, ...(cost && { cost }) }
  const { providerOptions, ...rest } = request
  try {
    const finished = { ...rest, mode, options: provider.options(providerOptions[provider.id] ?? {}) }
    const preview = withPreview && found.length === 0 ? await provider.preview(finished) : undefined
    const choice = found.length === 0 ? { choice: { provider, request: finished, ...(cost && { cost }) } } : {}
    return { ...shown, problems: found, ...(preview && { call: preview }), ...choice }
  } catch (error) {
    if (!isVideoError(error) || !error.issues) throw error
    return { ...shown, problems: [...found, ...error.issues] }
  }
}

/** What each provider would do with the request; `model` is its own name for the model. */
export function considerAll(
  { providers, modelCache }: { providers: readonly VideoProvider[]; modelCache: ModelCache },
  alternatives: readonly Alternative[],
  request: VideoRequest,
  given: { call: ProviderCall; withPreview?: boolean; maxCost?: Money | undefined },
): Promise<Considered[]> {
  return Promise.all(
    alternatives.map(({ provider, model = request.model }) =>
      considerProvider(findProvider(providers, provider), { ...request, model }, { modelCache, ...given }),
    ),
  )
}

/** Leaves out who takes any name of a model where another one lists it: the name may mean something else there, or nothing. */
export function preferListed(candidates: readonly Considered[]): Considered[] {
  const lists = candidates.flatMap(({ provider, has }) => (has === 'listed' ? provider : []))
  return candidates.map(({ choice, call, ...rest }) => {
    if (rest.has !== 'any' || lists.length === 0) return { ...rest, ...(choice && { choice }), ...(call && { call }) }
    const why = issue(
      'model',
      rest.model,
      `a model that nobody lists, or provider: '${rest.provider}'; ${lists.join(', ')} has it`,
    )
    return { ...rest, problems: [...rest.problems, why] }
  })
}

/** The one provider that a create goes to. Throws `invalid_request` or `unsupported` before anything is spent. */
export function choose(candidates: readonly Considered[]): Choice {
  const able = candidates.flatMap(({ choice }) => choice ?? [])
  const [only] = able
  if (only && able.length === 1) return only
  const [single] = candidates
  if (able.length > 1) {
    const ids = able.map(({ provider }) => provider.id).join(', ')
    throw invalidRequest([issue('options.provider', 'nothing', `one of ${ids}: each has this model`)])
  }
  if (single && candidates.length === 1)
    throw invalidRequest(single.problems, { provider: single.provider, operation: 'create' })
  throw invalidRequest(
    candidates.flatMap(({ provider, problems }) =>
      problems.map((issue) => ({ ...issue, field: `${provider}: ${issue.field}` })),
    ),
    { operation: 'create' },
  )
}

/** Keeps each provider's models for five minutes. */
export function createModelCache(elapsed: () => number): ModelCache {
  const kept = new Map<VideoProvider, { at: number; models: Promise<ModelCapability[]> }>()
  return {
    async of(provider, { signal, ...call }) {
      if (signal?.aborted) throw aborted(signal, { provider: provider.id, operation: 'models' })
      const found = kept.get(provider)
      const isFresh = found !== undefined && elapsed() - found.at < 300_000
      // The call is shared, so no caller's signal may end it.
      const models = isFresh ? found.models : provider.models(call)
      if (!isFresh) {
        kept.set(provider, { at: elapsed(), models })
        models.catch(() => kept.delete(provider))
      }
      try {
        return await abortable(models, signal)
      } catch (error) {
        throw signal?.aborted ? aborted(signal, { provider: provider.id, operation: 'models' }) : error
      }
    },
  }
}

function unknownModel(given: string, models: readonly ModelCapability[]): Issue {
  const ids = models.map(({ id }) => id)
  const shown = ids.length > 20 ? `${ids.slice(0, 20).join(', ')} and ${ids.length - 20} more` : ids.join(', ')
  return issue('model', given, shown || 'the vendor lists no model')
}

function vendorProblems({ webhookUrl, idempotencyKey }: VideoRequest, { capabilities }: VideoProvider): Issue[] {
  const issues: Issue[] = []
  if (webhookUrl !== undefined && !capabilities.operations.includes('webhook'))
    issues.push({ field: 'webhookUrl', given: 'a URL', code: 'unsupported' })
  if (idempotencyKey !== undefined && capabilities.idempotency !== 'key') {
    issues.push({ field: 'idempotencyKey', given: 'a key', code: 'unsupported' })
  }
  return issues
}
