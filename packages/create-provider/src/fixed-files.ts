/** `generate.mjs`: makes the files that begin with `generated` from the vendor's document. */
export const generator = `// Makes src/generated.ts, the types of the vendor's requests and answers, and src/generated-spec.ts, its specification for
// the simulator, from openapi.yaml. \`npm install\` runs it, and \`npm run generate\` after a change of openapi.yaml.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'

const text = readFileSync('openapi.yaml', 'utf8')
const mark = '// Generated from openapi.yaml: do not edit, run \`npm run generate\`.\\n'
// A field with a default may be left out of a request, so a default must not make it required.
const types = astToString(await openapiTS(text, { defaultNonNullable: false, silent: true }))
writeFileSync('src/generated.ts', mark + types)
const said = (key, value) => {
  // Examples of code say nothing to a simulator, and hold keys.
  if (/^x-code-?samples$/i.test(key)) return undefined
  // As OpenAPI 3.1 writes it, whatever the version of the document.
  return value?.nullable === true && typeof value.type === 'string' ? { ...value, type: [value.type, 'null'] } : value
}
const spec = JSON.stringify(parse(text, { merge: true }), said, 2)
writeFileSync('src/generated-spec.ts', \`\${mark}export const spec: Record<string, unknown> = \${spec}\\n\`)
`

/** `.github/workflows/ci.yml`. */
export const workflow = `name: ci
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [22, 24]
    steps:
      - uses: actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0
        with:
          persist-credentials: false
      - uses: actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0
        with:
          node-version: \${{ matrix.node }}
          cache: npm
      - run: npm ci
      # What npm ci has just generated is what was committed.
      - run: git diff --exit-code
      - run: npm test
`

/** `LICENSE`: the MIT licence, as Reelay itself has it. */
export function license(packageName: string, year: number): string {
  return `MIT License

Copyright (c) ${year} The authors of ${packageName}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`
}
