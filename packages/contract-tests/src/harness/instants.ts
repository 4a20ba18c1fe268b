/** An instant as a vendor may write it, and what it is in a job. */
export interface WrittenInstant {
  written: number | string
  instant: string
}

/** How a vendor writes instants, told from one of its own; undefined where that is no instant. */
export interface InstantForm {
  /** This instant in the vendor's writing. */
  write(ms: number): number | string
  /** Instants that are easily misread, in all the ways in which this vendor may write them. */
  pitfalls: readonly WrittenInstant[]
}

// Smaller numbers are seconds: no vendor dates before 1973 in ms, none after 5138 in s.
const leastMs = 1e11
const early = Date.parse('2009-02-13T23:31:30Z')
const late = Date.parse('2026-03-01T09:59:59Z')
const fine = '2026-03-01T09:59:59.007Z'

/** Seconds or milliseconds since 1970 (digits in a text, too), or a date; one without a zone is in UTC. */
export function instantForm(sample: unknown): InstantForm | undefined {
  if (typeof sample === 'number' && sample > 0) return numbers(sample < leastMs)
  if (typeof sample !== 'string') return undefined
  if (/^\d+$/.test(sample)) return texts(numbers(Number(sample) < leastMs))
  return Number.isNaN(Date.parse(sample)) ? undefined : dates(sample)
}

/** An instant in the vendor's writing, as a job has it; undefined where it is none. */
export function instantOf(written: unknown): string | undefined {
  if (typeof written === 'number' && written > 0)
    return new Date(written < leastMs ? written * 1000 : written).toISOString()
  if (typeof written !== 'string') return undefined
  if (/^\d+$/.test(written)) return instantOf(Number(written))
  const ms = Date.parse(hasZone(written) ? written : `${written.replace(' ', 'T')}Z`)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

function numbers(isSeconds: boolean): InstantForm {
  const write = (ms: number): number => (isSeconds ? Math.floor(ms / 1000) : ms)
  const told = [early, late, ...(isSeconds ? [] : [Date.parse(fine)])]
  return { write, pitfalls: told.map((ms) => ({ written: write(ms), instant: new Date(ms).toISOString() })) }
}

function texts({ write, pitfalls }: InstantForm): InstantForm {
  return {
    write: (ms) => String(write(ms)),
    pitfalls: pitfalls.map(({ written, instant }) => ({ written: String(written), instant })),
  }
}

function dates(sample: string): InstantForm {
  const iso = (ms: number): string => new Date(ms).toISOString()
  if (hasZone(sample))
    return {
      write: iso,
      pitfalls: [
        { written: '2026-03-01T09:59:59Z', instant: iso(late) },
        { written: '2026-03-01T17:59:59.007+08:00', instant: fine },
        { written: '2026-02-28T23:59:59-10:00', instant: iso(late) },
        { written: '2026-03-01T09:59:59.007123Z', instant: fine },
      ],
    }
  const between = sample.includes('T') ? 'T' : ' '
  const write = (ms: number): string => iso(ms).slice(0, 19).replace('T', between)
  return { write, pitfalls: [early, late].map((ms) => ({ written: write(ms), instant: iso(ms) })) }
}

function hasZone(text: string): boolean {
  return /(z|[+-]\d\d:?\d\d|gmt|utc)$/i.test(text.trim())
}
