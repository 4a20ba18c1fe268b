import { brokenPackages } from '../../broken/package.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenPackages)
