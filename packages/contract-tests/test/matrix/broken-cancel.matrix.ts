import { brokenCancels } from '../../broken/cancel.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenCancels)
