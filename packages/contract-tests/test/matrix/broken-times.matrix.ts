import { brokenTimes } from '../../broken/times.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenTimes)
