// An application outside the workspace: one job, from the menu to the video, against the simulator.
import { createClient, type Job, type VideoRequestInput } from '@reelay/core'
import { airforce } from '@reelay/provider-airforce'
import { airforceSimulator } from '@reelay/provider-airforce/simulator'

const simulator = airforceSimulator({ speed: 1000 })
const video = createClient({ providers: [airforce({ apiKey: 'sk-air-consumer', fetch: simulator.fetch })] })

const [model] = await video.models()
if (!model) throw new Error('the simulator offers no model')
const request: VideoRequestInput = { model: model.id, prompt: 'a paper boat on a puddle' }

const plan = await video.plan(request)
const problems = plan.candidates.flatMap((candidate) => candidate.problems)
if (problems.length > 0) throw new Error(`the plan has problems: ${JSON.stringify(problems)}`)

const job: Job = await video.create(request)
const done = await video.wait(video.job(JSON.parse(JSON.stringify(job))))
const url: string | undefined = done.outputs[0]?.url
if (done.status !== 'completed' || url === undefined) throw new Error(`the job ended as ${JSON.stringify(done)}`)

const file = await simulator.fetch(url)
const bytes = await file.arrayBuffer()
if (file.status !== 200 || bytes.byteLength === 0) throw new Error(`the video is not there: HTTP ${file.status}`)
console.log(`${done.status}: ${bytes.byteLength} bytes`)

/** Never called: these must not compile, or the published types say nothing. */
export async function mistakes(): Promise<void> {
  // @ts-expect-error a misspelt option
  await video.create({ model: 'a', promt: 'b' })
  // @ts-expect-error a status is one of ours
  if (done.status === 'finished') throw new Error('no such status')
  // @ts-expect-error providers are made by their factories
  createClient({ providers: ['airforce'] })
}
