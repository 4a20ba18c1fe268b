import { brokenDownloads } from '../../broken/downloads.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenDownloads)
