import { brokenStreams } from '../../broken/stream.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenStreams)
