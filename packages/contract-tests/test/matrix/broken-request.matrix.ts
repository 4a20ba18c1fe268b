import { brokenRequests } from '../../broken/request.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenRequests)
