import { coverOf } from './broken-cover.ts'
import { judgeBroken } from './judge-broken.ts'

judgeBroken(coverOf().filter(({ of }) => of === 'candle'))
