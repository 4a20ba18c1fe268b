import { brokenRetries } from '../../broken/retries.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenRetries)
