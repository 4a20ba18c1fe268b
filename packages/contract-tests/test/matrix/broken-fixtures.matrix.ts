import { brokenFixtures } from '../../broken/fixtures.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenFixtures)
