// The probe in a worker: a plan is posted, what is told comes back, a line of JSON for each case.
import { probe } from './probe.ts'

export default {
  async fetch(request: Request): Promise<Response> {
    const lines: string[] = []
    for await (const told of probe(await request.json())) lines.push(JSON.stringify(told))
    return new Response(lines.join('\n'))
  },
}
