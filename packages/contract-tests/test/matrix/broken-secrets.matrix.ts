import { brokenSecrets } from '../../broken/secrets.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenSecrets)
