import * as z from 'zod/mini'
import type { Evidence } from '../fixtures/provenance.ts'
import { operations } from '../fixtures/fixture-format.ts'
import { verdicts, type Verdict } from '../config/verdict.ts'

const text = z.string()
const count = z.int().check(z.gte(0))
const milliseconds = z.number().check(z.gte(0))
const versioned = z.strictObject({ name: text, version: text })
const evidence: readonly Evidence[] = ['recorded', 'documented', 'simulated', 'none']

/** A call as it is shown: no body, and an address without its query. */
const Call = z.strictObject({
  /** What the fixture says it is for; left out when the fixture has no such call. */
  operation: z.optional(z.enum(operations)),
  method: text,
  url: text,
  /** A status, or what happened instead. */
  answer: text,
  /** On the sandbox's virtual clock. */
  atMs: milliseconds,
})

/** One promise, and what was found. */
export const JudgedClause = z.strictObject({
  /** Such as `REQ-01`. */
  id: text,
  /** Letter of the group, such as `B`. */
  group: text,
  title: text,
  since: text,
  level: z.enum(['required', 'experimental']),
  /** Who has to keep it; left out when everybody has. */
  gate: z.optional(text),
  why: text,
  fix: text,
  verdict: z.enum(Object.keys(verdicts).filter(isVerdict)),
  /** Whether it keeps the provider from being conformant. */
  isFailure: z.boolean(),
  /** The weakest exchange that the verdict rests on; `none` when it needed no exchange. */
  provenance: z.enum(evidence),
  /** Ids of the fixtures that were put on. */
  fixtures: z.array(text),
  /** How the fixtures were mutated. */
  mutations: z.array(text),
  /** How many requests came in over the wire. */
  requests: count,
  /** At most eight of them: the last ones of the sandbox that failed, or else the first ones. */
  calls: z.array(Call),
  durationMs: milliseconds,
  /** What is no failure, but should be known. */
  warnings: z.array(text),
  /** Why it is not a pass. */
  reason: z.optional(text),
  /** The whole text of a failure. */
  message: z.optional(text),
  /** How to judge this clause again, with the same outcome. */
  rerun: text,
})
export type JudgedClause = z.output<typeof JudgedClause>

/** A fixture that the verdicts rest on. */
const UsedFixture = z.strictObject({
  id: text,
  scenario: text,
  provenance: z.enum(['recorded', 'documented', 'simulated']),
  /** Where it is from, and of which day; in words. */
  origin: text,
  /** Of the file, with `\n` at the end of each line. */
  sha256: text,
})

/** What a run has found of one provider: format 1 of `conformance.json`. */
export const ConformanceReport = z.strictObject({
  conformance: z.literal(1),
  /** The package that asked. */
  suite: versioned,
  /** Major version of the provider interface. */
  interface: z.int(),
  /** The package that was asked. */
  plugin: versioned,
  /** Id of the provider, such as `acme`. */
  provider: text,
  /** Version of Node.js. */
  node: text,
  /** Day of the run, such as `2026-11-02`. */
  date: text,
  seed: z.int(),
  /** `draft`: a missing fixture fails nothing; `experimental`: what is still experimental counts. */
  level: z.enum(['stable', 'draft', 'experimental']),
  /** Whether every clause of the suite was judged. */
  isComplete: z.boolean(),
  /** The result in short; it follows from the clauses. */
  score: z.strictObject({
    /** Required clauses that the provider has to keep. */
    applicable: count,
    /** Those of them that it keeps. */
    pass: count,
    wording: text,
  }),
  fixtures: z.array(UsedFixture),
  clauses: z.array(JudgedClause),
})
export type ConformanceReport = z.output<typeof ConformanceReport>

function isVerdict(name: string): name is Verdict {
  return Object.hasOwn(verdicts, name)
}
