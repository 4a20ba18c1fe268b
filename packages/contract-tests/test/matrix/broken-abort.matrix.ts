import { brokenAborts } from '../../broken/abort.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenAborts)
