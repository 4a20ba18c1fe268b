/** The fields of an object; none of anything else. */
export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Whether it is a text that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** Whether a text looks like an address: of whatever kind, so that core refuses what is none to fetch; but bytes are none. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^(?!data:)([a-z][a-z\d+.-]*:|\/)\S+$/i.test(value)
}
