import { brokenWires } from '../../broken/wire.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenWires)
