import { describe, expect, it } from 'vitest'
import { candleContract, lanternContract } from '../broken/references.ts'
import { runContract } from '../src/index.ts'
import { specFindings } from '@reelay/simulator/openapi'

const get = { responses: { 200: { $ref: '#/components/responses/Job' } } }
const schema = { type: 'object', properties: { id: { type: 'string' }, $ref: { type: 'string' } } }
const sound = {
  openapi: '3.1.0',
  paths: { '/jobs/{id}': { get } },
  components: {
    responses: { Job: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Job' } } } } },
    schemas: { Job: { ...schema, example: { $ref: '#/not/one' }, default: { pattern: '((' } } },
  },
}
/** The sound one with another schema of a job. */
const findings = (job: object): readonly string[] =>
  specFindings({ ...sound, components: { ...sound.components, schemas: { Job: job } } })

describe('a spec', () => {
  it('that can be read has no findings', () => {
    for (const spec of [sound, candleContract.spec!, lanternContract.spec!]) expect(specFindings(spec)).toEqual([])
  })

  it('must be of a version that is understood, and have an operation', () => {
    expect(specFindings({})).toEqual(['spec#/openapi: must be a version such as 3.1.0, not left out'])
    expect(specFindings({ swagger: '2.0', openapi: '2.0' })[0]).toContain('not "2.0"')
    expect(specFindings({ ...sound, openapi: '3.0.3' })[0]).toContain('not "3.0.3"')
    for (const paths of [undefined, {}, [], { '/a': {} }, { '/a': { parameters: [] } }, { '/a': null }])
      expect(specFindings({ openapi: '3.1.0', paths })).toEqual(['spec#/paths: holds no operation'])
  })

  it('is told of each reference that leads nowhere, with its place', () => {
    const at = 'spec#/components/schemas/Job/properties/next/$ref: '
    const referring = (to: string): readonly string[] => findings({ properties: { next: { $ref: to } } })
    expect(referring('#/components/schemas/Job')).toEqual([])
    expect(referring('#/components/schemas/Jbo')).toEqual([`${at}#/components/schemas/Jbo leads nowhere`])
    expect(referring('#/components/schemas/Job/properties/next')).toEqual([
      `${at}#/components/schemas/Job/properties/next leads nowhere`,
    ])
    expect(referring('#/100%')).toEqual([`${at}#/100% leads nowhere`])
    expect(referring('common.yaml#/Job')).toEqual([`${at}common.yaml#/Job leads out of the document: bundle it`])
  })

  it('is told of a schema that is none', () => {
    expect(findings({ type: 'strign' })[0]).toMatch(/^spec#\/components\/schemas\/Job\/type: must be equal to one of/)
    expect(findings({ properties: { n: { minimum: 'one' } } })).toEqual([
      'spec#/components/schemas/Job/properties/n/minimum: must be number',
    ])
    expect(findings({ properties: { n: { pattern: '((' } } })).toEqual([
      'spec#/components/schemas/Job/properties/n/pattern: "((" is no regular expression',
    ])
  })

  it('is told of a circle in the object itself, and of no more than ten things', () => {
    const circle: Record<string, unknown> = { type: 'object' }
    circle['properties'] = { again: circle }
    expect(findings(circle)).toEqual([
      'spec#/components/schemas/Job/properties/again: holds what it is in; leave references as they were parsed',
    ])
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, { $ref: '#/gone' }]))
    expect(findings({ properties: many })).toHaveLength(11)
    expect(findings({ properties: many }).at(-1)).toBe('spec: and 2 more')
  })

  it('that cannot be read is a wrong configuration, and no fault of the suite', async () => {
    const spec = { ...sound, openapi: '2.0' }
    await expect(runContract({ ...candleContract, spec }).next()).rejects.toThrow(/^spec#\/openapi: must be a version/)
  })
})
