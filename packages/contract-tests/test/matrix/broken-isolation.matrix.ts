import { brokenIsolations } from '../../broken/isolation.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenIsolations)
