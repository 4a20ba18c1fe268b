import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { parseFloors } from '../floors.ts'
import { fillScores } from '../scores.ts'

const read = async (path: string): Promise<string> =>
  (await readFile(new URL(path, import.meta.url), 'utf8')).replaceAll('\r\n', '\n')

it("the suite's README has the scores that were reached", async () => {
  const readme = await read('../../../packages/contract-tests/README.md')
  expect(fillScores(readme, parseFloors(await read('../floors.json')))).toBe(readme)
})

it('each provider has a row, in alphabetical order, and nothing else changes', () => {
  const counts = { survived: 10, uncovered: 4, date: '2027-03-01' }
  const floors = { lantern: { score: 90, killed: 90, ...counts }, acme: { score: 87.5, killed: 70, ...counts } }
  expect(fillScores('Before\n<!-- mutants:start -->\nold\n<!-- mutants:end -->\nAfter\n', floors)).toBe(
    `Before
<!-- mutants:start -->

| provider | noticed | killed | survived | not covered | measured |
|---|---|---|---|---|---|
| acme | 87.5 % | 70 | 10 | 4 | 2027-03-01 |
| lantern | 90.0 % | 90 | 10 | 4 | 2027-03-01 |

<!-- mutants:end -->
After
`,
  )
})

it('a page without a place for the scores is an error', () => {
  expect(() => fillScores('No place\n', {})).toThrow('mutants:start')
})
