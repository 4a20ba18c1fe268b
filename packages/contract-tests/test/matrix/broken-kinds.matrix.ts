import { brokenKinds } from '../../broken/kinds.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenKinds)
