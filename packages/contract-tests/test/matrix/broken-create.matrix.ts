import { brokenCreates } from '../../broken/create.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenCreates)
