import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { tryEveryPath } from './wire-paths.ts'
import { bodyOf, misfitsOf, sendCreates, sendOthers, type Judge } from './wire-requests.ts'
import { countCalls } from './wire-counts.ts'
import { expectFixturesFit, specOf } from './wire-fixtures.ts'
import { expectBodyFits } from './wire-bodies.ts'
import { isForm } from '@reelay/simulator/openapi'
import type { ClauseDefinitions } from '../harness/clause.ts'

/** Group C: what goes over the wire is what the vendor documents, and no more. */
export const wireClauses: ClauseDefinitions = {
  'WIRE-01': {
    title: 'Every request is one that the specification describes: its path, its query, its headers and every field',
    why: 'a field that the vendor does not know is dropped in silence, or refused on the day on which somebody uses it.',
    fix: 'send what specs has, under its name and of its type; mend the spec where the vendor says otherwise.',
    async run(context) {
      const spec = specOf(context)
      const judge: Judge = async (sandbox, requests) => {
        for (const request of requests) {
          // The video itself may be on another host.
          if (!request.url.startsWith(sandbox.origin)) continue
          const body = await bodyOf(request)
          // What is in a form, WIRE-03 judges.
          const known = body && isForm(body.mediaType) ? { mediaType: body.mediaType } : body
          const [misfit] = misfitsOf(context, spec, { ...request, body: known })
          const where = `${request.method} ${request.path}`
          sandbox.check(misfit === undefined, `${where}: ${misfit?.pointer} ${misfit?.what}`)
        }
      }
      await sendCreates(context, judge)
      await sendOthers(context, judge)
    },
  },
  'WIRE-02': {
    title: 'Every call and every answer on a fixture is one that the specification describes',
    why: 'where fixture and specification differ, one of them is wrong, and the provider was written after it.',
    fix: 'mend the one that is wrong; where both are right, say why in waivers.',
    run: expectFixturesFit,
  },
  'WIRE-03': {
    title: 'A body is what its content-type says, and a form has the parts, files and types that are specified',
    why: 'a server reads a body by its type: JSON under another name, or a file without one, arrives as nothing.',
    fix: 'hand JSON as body and parts as form to http, a file as a File with name and type; set no content-type yourself.',
    async run(context) {
      const spec = specOf(context)
      const judge: Judge = async (sandbox, requests) => {
        for (const request of requests)
          if (request.url.startsWith(sandbox.origin)) await expectBodyFits(sandbox, spec, request)
      }
      await sendCreates(context, judge)
      await sendOthers(context, judge)
    },
  },
  'WIRE-04': {
    title: 'Whatever an id holds, it stays one segment of the path',
    why: "an id comes from the vendor or from the caller's own callers: as `../` it would reach another call, with the key.",
    fix: 'write {id} into the path, and hand the id to http as a parameter.',
    run: tryEveryPath,
  },
  'WIRE-05': {
    title: 'The provider names the origin that it calls, and calls no other',
    why: 'the client sends the key to the origin that is named; and what a user makes is no business of a third party.',
    fix: 'call nobody but http, and take the origin from baseUrl.',
    async run(context) {
      const judge: Judge = (sandbox, requests) => {
        const { provider, origin } = sandbox
        sandbox.equal(provider.origin, origin, 'the origin that the provider names')
        for (const { method, path, url, operation } of requests) {
          const what = `${method} ${path}`
          if (operation !== 'download') sandbox.equal(new URL(url).origin, origin, `${what}: origin`)
        }
      }
      await sendCreates(context, judge)
      await sendOthers(context, judge)
      // Where telemetry is tempting: a job that failed.
      await context.sandbox(
        { fixtures: 'fails', only: ['upload', 'create', 'get'], mutate: [steps('get', [[]])], isLoose: true },
        async (sandbox) => {
          const job = await sandbox.accept('create of the sample', () =>
            sandbox.client.create(firstSubject(context).sample),
          )
          await sandbox.attempt(() => sandbox.poller.wait(job))
          await judge(sandbox, sandbox.requests)
        },
      )
    },
  },
  'WIRE-06': {
    title: 'Where the vendor wants to be told which version of its API is meant, every call says so',
    why: 'a call without a version gets the newest, or the oldest one: it changes under the user, or is switched off.',
    fix: 'send the version that the specification is of, with every call, whether or not the vendor demands it.',
    async run(context) {
      const spec = specOf(context)
      let versions = 0
      const judge: Judge = (sandbox, requests) => {
        for (const request of requests) {
          if (!request.url.startsWith(sandbox.origin)) continue
          for (const { location, name, value } of spec.versions(request)) {
            const sent = location === 'header' ? request.headers[name] : request.query[name]
            sandbox.equal(sent, String(value), `${request.method} ${request.path}: ${location} ${name}`)
            versions += 1
          }
        }
      }
      await sendCreates(context, judge)
      await sendOthers(context, judge)
      if (versions === 0) context.notDeclared('the specification has no parameter with a version')
    },
  },
  'WIRE-07': {
    title: 'Each call of the interface is one call to the vendor: no hidden poll before it, beside it or after it',
    why: 'vendors count calls and bill creates: one that nobody asked for uses up limits, or money.',
    fix: 'make the one call that the member is for; ask for nothing that the caller has not asked for.',
    run: countCalls,
  },
}
