import { brokenWebhooks } from '../../broken/webhook.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenWebhooks)
