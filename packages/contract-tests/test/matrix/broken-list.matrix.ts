import { brokenLists } from '../../broken/list.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenLists)
