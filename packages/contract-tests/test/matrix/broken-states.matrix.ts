import { brokenStates } from '../../broken/states.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenStates)
