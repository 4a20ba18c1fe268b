import { brokenManifests } from '../../broken/manifest.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenManifests)
