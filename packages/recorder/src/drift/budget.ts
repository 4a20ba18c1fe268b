import type { CallOptions, Client, ModelCapability, VideoRequestInput } from '@reelay/core'
import type { Samples } from '@reelay/contract-tests/config'

/** What may be spent, in USD. */
export interface Budget {
  /** On a run. */
  maxCost: number
  /** What a video counts for whose price nobody says in USD; without it none is made. */
  assumedCost?: number | undefined
}

/** The one video that is made, and what is counted for it; no cost where neither vendor nor budget names one. */
export interface CheapestVideo {
  request: VideoRequestInput
  costUsd: number | undefined
}

/** The shortest video from words, of the cheapest model; undefined where no model makes one. Only the list of models is asked for. */
export async function findCheapest(
  client: Client,
  { text }: Samples,
  { assumedCost, ...call }: Pick<Budget, 'assumedCost'> & CallOptions,
): Promise<CheapestVideo | undefined> {
  if (!text) return undefined
  const models = await client.models(call)
  const listed = models.filter(({ id, modes }) => id !== '*' && modes.text)
  const videos: CheapestVideo[] = []
  for (const model of listed.length > 0 ? listed : [undefined]) {
    const request = requestFor(text, model)
    const { candidates } = await client.plan(request, call)
    for (const { problems, cost } of candidates)
      if (problems.length === 0) videos.push({ request, costUsd: cost?.currency === 'USD' ? cost.amount : assumedCost })
  }
  const [first, ...others] = videos
  return first && others.reduce((best, one) => (priceOf(one) < priceOf(best) ? one : best), first)
}

/** Why this video may not be made; undefined when it may. */
export function refusalOf({ request: { model }, costUsd }: CheapestVideo, { maxCost }: Budget): string | undefined {
  if (costUsd === undefined) return `nobody says what a video of ${model} costs in USD, and no cost is assumed`
  if (costUsd <= maxCost) return undefined
  return `the cheapest video, of ${model}, counts for ${costUsd} USD: more than the ${maxCost} USD allowed`
}

/** A model that is not listed gets the sample's own duration, which is known to be taken. */
function requestFor(
  { model, prompt, duration }: VideoRequestInput,
  listed: ModelCapability | undefined,
): VideoRequestInput {
  const seconds = listed ? shortest(listed.modes.text?.duration) : duration
  return { model: listed?.id ?? model, prompt, ...(seconds !== undefined && { duration: seconds }) }
}

function shortest(duration: NonNullable<ModelCapability['modes']['text']>['duration']): number | undefined {
  if (!duration) return undefined
  return 'values' in duration ? Math.min(...duration.values) : duration.min
}

function priceOf({ costUsd = Infinity }: CheapestVideo): number {
  return costUsd
}
