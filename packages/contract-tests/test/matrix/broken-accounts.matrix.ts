import { brokenAccounts } from '../../broken/accounts.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenAccounts)
