import { expect, it } from 'vitest'
import { createRanking } from '../ranking.ts'

const clauses = ['A-1', 'B-1', 'C-1'].map((id) => ({ id }))
const order = (ranking: ReturnType<typeof createRanking>): string[] => ranking.sort(clauses).map(({ id }) => id)

it('clauses that nothing is known of keep their order', () => {
  expect(order(createRanking())).toEqual(['A-1', 'B-1', 'C-1'])
})

it('a clause that notices comes before one that does not', () => {
  const ranking = createRanking()
  for (const { id } of clauses) ranking.learn(id, 10, id === 'C-1')
  expect(order(ranking)).toEqual(['C-1', 'A-1', 'B-1'])
})

it('of two that notice as much, the quicker one comes first', () => {
  const ranking = createRanking()
  ranking.learn('A-1', 900, true)
  ranking.learn('B-1', 30, true)
  ranking.learn('C-1', 300, true)
  expect(order(ranking)).toEqual(['B-1', 'C-1', 'A-1'])
})

it('a clause that notices now and then outweighs its time', () => {
  const ranking = createRanking()
  for (let turn = 0; turn < 10; turn++) {
    ranking.learn('A-1', 100, false)
    ranking.learn('B-1', 200, turn % 2 === 0)
  }
  expect(order(ranking)).toEqual(['C-1', 'B-1', 'A-1'])
})
