import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkTypes, createProvider, judge, linkPackages, openFolder, runNode } from './workshop.ts'

const specs = fileURLToPath(new URL('../../../specs', import.meta.url))
// One that lists, cancels and deletes; one that asks for a job in the query; one with bodies of many forms.
const vendors = ['infrai', 'apixo', 'openai-videos']
const { folder, remove } = openFolder()

beforeAll(async () => {
  linkPackages(folder)
  for (const vendor of vendors) {
    const spec = join(specs, vendor, 'openapi.yaml')
    const parameters = [vendor, '--spec', spec, '--base-url', 'https://api.vendor.test']
    const { code, output } = await createProvider(folder, parameters)
    expect(code, output).toBe(0)
    const generated = await runNode(join(folder, vendor), ['generate.mjs'])
    expect(generated.code, generated.output).toBe(0)
  }
  const [first = ''] = vendors
  const all = {
    extends: `./${first}/tsconfig.json`,
    include: vendors.flatMap((name) => [`${name}/src`, `${name}/test`]),
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(all))
}, 180_000)

afterAll(remove)

it('what is made of specifications that were written for another purpose compiles', async () => {
  const { code, output } = await checkTypes(folder)
  expect(code, output).toBe(0)
}, 180_000)

it('where the specification says enough, simulator and provider understand each other at once', async () => {
  const { output, passed } = await judge(folder, ['infrai/test/simulator.test.ts'])
  expect({ output, passed }).toEqual({ output: '', passed: 2 })
}, 180_000)
