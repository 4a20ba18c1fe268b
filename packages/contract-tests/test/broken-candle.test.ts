import { judgeBroken } from './judge-broken.ts'

judgeBroken('candle')
