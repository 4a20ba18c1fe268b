import { brokenHostiles } from '../../broken/hostile.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenHostiles)
