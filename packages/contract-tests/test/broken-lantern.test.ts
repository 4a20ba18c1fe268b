import { judgeBroken } from './judge-broken.ts'

judgeBroken('lantern')
