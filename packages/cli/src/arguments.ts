import { InvalidArgumentError } from 'commander'
import type { Fault } from '@reelay/simulator'

/** Reads a number; `NaN`, `Infinity`, hexadecimal and nothing at all are none. */
export function parseNumber(text: string): number {
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Allowed: a number such as 5 or 2.5.')
}

/** Reads a number above 0. */
export function parsePositive(text: string): number {
  const value = /^\+?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : 0
  if (value > 0) return value
  throw new InvalidArgumentError('Allowed: a number above 0.')
}

/** Reads a whole number from 1. */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Allowed: a whole number from 1.')
}

/** Reads a whole number from 0. */
export function parseWhole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Allowed: a whole number from 0.')
}

/** Reads a whole number from 0 to 65535. */
export function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 2 ** 16) return Number(text)
  throw new InvalidArgumentError('Allowed: a whole number from 0 (any free port) to 65535.')
}

/** Collects what a repeatable option was given. */
export function collect(text: string, previous: readonly string[] = []): string[] {
  return [...previous, text]
}

/** Adds `key=value` to what was given before; the value is JSON where it is JSON, else text. */
export function collectPair(text: string, previous: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const split = text.indexOf('=')
  if (split < 1) throw new InvalidArgumentError('Allowed: key=value.')
  return { ...previous, [text.slice(0, split)]: jsonOrText(text.slice(split + 1)) }
}

/** What `--reporter` takes: how a contract run may be told. */
export const reporters = ['table', 'json', 'junit', 'github', 'html'] as const

/** How `--fault` is written. */
export const faultShape = 'kind[=value][@operation][#nth | %probability]'

/** Adds a fault such as `status=503@getVideo#2` to what was given before; what it means is the simulator's to judge. */
export function collectFault(text: string, previous: readonly Fault[] = []): Fault[] {
  const shape = /^([a-z]+)(?:=(\d+))?(?:@(\w+))?(?:#(\d+)|%(\d+(?:\.\d+)?|\.\d+))?$/
  const [whole, kind, value, operation, nth, probability] = shape.exec(text) ?? []
  const which = {
    ...(operation !== undefined && { operation }),
    ...(nth !== undefined && { nth: Number(nth) }),
    ...(probability !== undefined && { probability: Number(probability) }),
  }
  const fault = whole === undefined ? undefined : faultOf(kind, value, which)
  if (fault) return [...previous, fault]
  throw new InvalidArgumentError(
    `Allowed: ${faultShape}, of the kinds reset, lost, html, truncate, status=CODE and delay=MS.`,
  )
}

function faultOf(kind: string | undefined, value: string | undefined, which: object): Fault | undefined {
  if (kind === 'status' && value !== undefined) return { kind, status: Number(value), ...which }
  if (kind === 'delay' && value !== undefined) return { kind, delayMs: Number(value), ...which }
  if (value !== undefined) return undefined
  if (kind === 'reset' || kind === 'lost' || kind === 'html' || kind === 'truncate') return { kind, ...which }
  return undefined
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
