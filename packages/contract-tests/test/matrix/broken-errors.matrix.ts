import { brokenErrors } from '../../broken/errors.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenErrors)
