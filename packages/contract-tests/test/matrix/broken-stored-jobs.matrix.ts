import { brokenStoredJobs } from '../../broken/stored-jobs.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenStoredJobs)
