import { brokenExamples } from '../../broken/examples.ts'
import { judgeBroken } from '../judge-broken.ts'

judgeBroken(brokenExamples)
