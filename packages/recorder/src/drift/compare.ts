import { pointerFor } from '@reelay/contract-tests/config'
import { escape } from '@reelay/contract-tests/fixtures'
import { isJson } from '@reelay/simulator/openapi'
import type { Exchange, Operation } from '@reelay/contract-tests/fixtures'
import { found, shownWord, type DriftFinding } from './finding.ts'
import {
  bodiesOf,
  declaredWords,
  refusalsOf,
  shownBy,
  stateOf,
  tellingOf,
  wiredPointers,
  type Known,
  type ExpectedScenario,
} from './known.ts'
import { isAlways, parentOf, shapeOf, type FieldShape, type Shape } from './shape.ts'
import {
  callName,
  free,
  specFields,
  specMediaTypes,
  specStatuses,
  type SpecField,
  type SpecFields,
} from './spec-fields.ts'

/** What the vendor said to one call. */
export interface LiveAnswer {
  operation: Operation
  method: string
  /** As on the fixtures, without a query. */
  path: string
  status: number
  /** Without its parameters; empty where there is none. */
  mediaType: string
  /** The body; absent where it is no JSON. */
  json?: unknown
  /** Host that a redirect leads to. */
  movedTo?: string
}

/** Holds an answer against the fixtures and the specification: what differs from both, from one, or is new. */
export function compareAnswer(live: LiveAnswer, scenario: ExpectedScenario, known: Known): DriftFinding[] {
  const name = callName(known.spec, live)
  const expected = tellingOf(known, live.operation, scenario)
  const wrong = statusFindings(live, { name, scenario, expected, known })
  if (wrong.length > 0) return wrong
  const told = expected.filter(({ response }) => response.status === live.status)
  const peers = live.status < 400 ? told : [...told, ...refusalsOf(known, live.status)]
  const fields = specFields(known.spec, live, live.status)
  const place = `${name} ${live.status}`
  const types = specMediaTypes(known.spec, live, live.status)
  if (bodiesOf(peers).length > 0) types.push('application/json')
  const misfits = mediaFindings(live, place, types)
  const isComparable = bodiesOf(peers).length > 0 || fields !== undefined
  if (misfits.length > 0 || live.json === undefined || !isComparable) return misfits
  const state = stateOf(known, live.operation, live.json)
  const same = bodiesOf(shownBy(known, told)).filter((json) => stateOf(known, live.operation, json) === state)
  const scope: Scope = {
    place,
    live: shapeOf([live.json]),
    fixtures: shapeOf(bodiesOf(peers)),
    same: shapeOf(same),
    fields,
    status: live.status < 400 ? pointerFor(known.wire.status, live.operation) : undefined,
    words: declaredWords(known.wire),
    wired: wiredPointers(known, live.operation),
  }
  return [...presentFindings(scope), ...absentFindings(scope)]
}

interface Scope {
  place: string
  live: Shape
  /** Of all comparable answers on the fixtures. */
  fixtures: Shape
  /** Of those that the vendor has shown, in the same state of a job. */
  same: Shape
  fields: SpecFields | undefined
  /** Pointer to the status word. */
  status: string | undefined
  /** Declared status words. */
  words: readonly string[]
  wired: readonly string[]
}

function statusFindings(
  { operation: _operation, status, movedTo, ...call }: LiveAnswer,
  {
    name,
    scenario,
    expected,
    known,
  }: { name: string; scenario: ExpectedScenario; expected: readonly Exchange[]; known: Known },
): DriftFinding[] {
  if (movedTo !== undefined)
    return [found('fixture-drift', { place: name, pointer: '/host' }, { was: 'the one that was asked', is: movedTo })]
  const fixtureValues = expected.map(({ response }) => response.status)
  const listed = specStatuses(known.spec, call)
  const also = {
    answer: listed.filter((one) => one < 300),
    'refused.authentication': [401, 403],
    other: listed.filter((one) => one >= 400 && one < 500 && one !== 401 && one !== 403),
  }
  const allowed = [
    ...fixtureValues,
    ...also[scenario === 'answer' || scenario === 'refused.authentication' ? scenario : 'other'],
  ]
  if (allowed.length === 0 || allowed.includes(status)) return []
  const was = [...new Set(fixtureValues.length > 0 ? fixtureValues : allowed)].join(' or ')
  return [found('fixture-drift', { place: name, pointer: '/status' }, { was, is: String(status) })]
}

function mediaFindings({ mediaType, json }: LiveAnswer, place: string, allowed: readonly string[]): DriftFinding[] {
  const isAllowed = allowed.some((one) => one === mediaType || (isJson(one) && isJson(mediaType)))
  const isBroken = isJson(mediaType) && json === undefined
  if (allowed.length === 0 || (isAllowed && !isBroken)) return []
  const is = mediaType === '' ? 'no content type' : isBroken ? 'JSON that cannot be read' : mediaType
  return [found('fixture-drift', { place, pointer: '/content-type' }, { was: [...new Set(allowed)].join(' or '), is })]
}

/** What is there: each type, each word, each field. */
function presentFindings(scope: Scope): DriftFinding[] {
  const findings: DriftFinding[] = []
  const closed: string[] = []
  for (const [pointer, field] of scope.live) {
    if (closed.some((one) => pointer.startsWith(`${one}/`))) continue
    const spec = scope.fields?.(pointer)
    const seen = scope.fixtures.get(pointer)
    const own = fieldFindings(scope, { pointer, field, seen, spec })
    findings.push(...own)
    // Below what nobody describes, or what has become something else, there is nothing to compare.
    const isOdd = own.some(({ kind }) => kind === 'new-field' || kind === 'fixture-drift')
    if (isOdd || (!seen && (spec === free || spec === undefined))) closed.push(pointer)
  }
  return findings
}

interface Field {
  pointer: string
  field: FieldShape
  seen: FieldShape | undefined
  spec: SpecField | typeof free | undefined
}

function fieldFindings(scope: Scope, one: Field): DriftFinding[] {
  const { pointer, field, seen, spec } = one
  const at = { place: scope.place, pointer }
  if (!seen && spec === undefined) {
    // An item of a list that is empty on every fixture is no field.
    if (pointer === '' || pointer.endsWith('/*')) return []
    return [found('new-field', at, { was: 'absent', is: [...field.types].join(' or ') })]
  }
  const types = [...field.types].flatMap((type) => typeFindings(scope, one, type))
  return types.length > 0 ? types : wordFindings(scope, one)
}

function typeFindings({ place, fields }: Scope, { pointer, seen, spec }: Field, type: string): DriftFinding[] {
  const at = { place, pointer }
  const fixtureValues = [...(seen?.types ?? [])]
  const isInFixture = fixtureValues.includes(type)
  const fixtures = { was: fixtureValues.join(' or '), is: type }
  if (spec === free) return isInFixture || !seen ? [] : [found('fixture-drift', at, fixtures)]
  if (spec === undefined) {
    if (!isInFixture) return [found('fixture-drift', at, fixtures)]
    return fields ? [found('spec-stale', at, { was: 'no such field in the specification', is: type })] : []
  }
  const { types: allowed } = spec
  if (allowed === undefined) return []
  if (allowed.has(type)) {
    const isContrary = fixtureValues.length > 0 && !fixtureValues.some((one) => allowed.has(one))
    return isContrary ? [found('fixture-drift', at, fixtures)] : []
  }
  if (seen && !isInFixture) return [found('fixture-drift', at, fixtures)]
  return [found(isInFixture ? 'spec-stale' : 'vendor-ahead', at, { was: [...allowed].join(' or '), is: type })]
}

function wordFindings({ place, status, words }: Scope, { pointer, field, seen, spec }: Field): DriftFinding[] {
  const at = { place, pointer }
  const listed = spec === free ? undefined : spec?.words
  return [...field.words].flatMap((word): DriftFinding[] => {
    const isStatus = pointer === status
    if (isStatus && !words.includes(word))
      return [found('new-word', at, { was: words.join(', '), is: shownWord(word) })]
    if (!listed || listed.has(word)) return []
    const kind = seen?.words.has(word) ? 'spec-stale' : isStatus ? 'vendor-ahead' : 'new-word'
    return [found(kind, at, { was: [...listed].join(', '), is: shownWord(word) })]
  })
}

/** What is not there: fields that stand in every such answer on the fixtures, and those that the specification requires. */
function absentFindings(scope: Scope): DriftFinding[] {
  const { place, live, fixtures, same, fields, wired } = scope
  // Which jobs are in a list, and so what each item says, is another thing each time.
  const fixtureValues = [...same.keys()].filter((pointer) => isAlways(same, pointer) && !pointer.includes('/*'))
  const required = [...live].flatMap(([pointer, { objects }]) => {
    const spec = objects > 0 ? fields?.(pointer) : undefined
    return spec && spec !== free ? [...spec.required].map((name) => `${pointer}/${escape(name)}`) : []
  })
  return [...new Set([...fixtureValues, ...required])].flatMap((pointer): DriftFinding[] => {
    const around = live.get(parentOf(pointer))?.objects ?? 0
    const count = live.get(pointer)?.count ?? 0
    const isRequired = required.includes(pointer)
    const isGone = isRequired ? count < around : count === 0 && around > 0
    if (!isGone || (!isRequired && !isMissed(pointer, fields?.(pointer), wired))) return []
    const isNowhere = !fixtures.has(pointer) && (fixtures.get(parentOf(pointer))?.objects ?? 0) > 0
    const was = isNowhere ? 'required' : [...(fixtures.get(pointer)?.types ?? ['required'])].join(' or ')
    const is = count === 0 ? 'absent' : 'absent in some'
    return [found(isNowhere ? 'spec-stale' : 'vanished', { place, pointer }, { was, is })]
  })
}

/** A field that may be left out is missed only where the provider reads it, or something in it. */
function isMissed(pointer: string, spec: ReturnType<SpecFields>, wired: readonly string[]): boolean {
  const isRead = wired.some((one) => one === pointer || one.startsWith(`${pointer}/`))
  return isRead || spec === undefined || spec === free
}
