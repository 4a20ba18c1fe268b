import * as z from 'zod/mini'
import { instant } from '../model/job.ts'
import { isAddress, isText } from '../model/values.ts'

const reading = <Value>(read: (value: unknown) => Value) => z.optional(z.transform(read))
type Reading<Value> = ReturnType<typeof reading<Value>>
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const numberOf = (value: unknown): number | undefined => {
  const told = typeof value === 'string' ? /^([-+]?\d+(?:\.\d+)?)\s*%?$/.exec(value.trim())?.[1] : value
  return told !== undefined && Number.isFinite(Number(told)) && typeof told !== 'object' && typeof told !== 'boolean'
    ? Number(told)
    : undefined
}

/**
 * Schemas of a vendor's answers that lose no job: `z.object({ task_id: lenient.id, status: lenient.text, progress:
 * lenient.number })`. All but `id` and `rows` are undefined where a field is missing, null or of another kind.
 */
export const lenient = {
  /** What names a job, and has to be there: a text that is not blank, or a whole number that JSON has not rounded, as text. */
  id: z.pipe(
    z.transform((value: unknown) => (Number.isSafeInteger(value) ? String(value) : value)),
    z.string().check(z.refine(isText, 'an id')),
  ),
  text: reading(textOf),
  /** An address, of whatever scheme: core refuses what cannot be fetched. Bytes and other words are none. */
  url: reading((value) => (isAddress(value) ? value : undefined)),
  /** Also from a text such as `"42"` or `"42 %"`. */
  number: reading(numberOf),
  /** An instant as ISO 8601 in UTC: from seconds or milliseconds since 1970, as a number or a text, or from a date. */
  time: reading((value) => instant(typeof value === 'number' ? value : textOf(value))),
  /** True or false. */
  flag: reading((value) => (typeof value === 'boolean' ? value : undefined)),
  /** A code of the vendor: a text, or a number as text. */
  code: reading((value) => (typeof value === 'number' ? String(value) : textOf(value))),
  /** What this schema reads. */
  maybe: <Schema extends z.core.$ZodType>(schema: Schema): Reading<z.output<Schema> | undefined> =>
    reading((value): z.output<Schema> | undefined => z.safeParse(schema, value).data),
  /** An object with these fields. */
  object: <Shape extends z.core.$ZodLooseShape>(
    shape: Shape,
  ): Reading<z.output<ReturnType<typeof z.object<Shape>>> | undefined> => lenient.maybe(z.object(shape)),
  /** A list without the members that this schema does not read; it has to be there, so that no answer reads as an empty list. */
  rows: <Schema extends z.core.$ZodType>(
    schema: Schema,
  ): z.ZodMiniPipe<z.ZodMiniArray<z.ZodMiniUnknown>, z.ZodMiniTransform<z.output<Schema>[], unknown[]>> =>
    z.pipe(
      z.array(z.unknown()),
      z.transform((rows): z.output<Schema>[] =>
        rows.flatMap((row) => {
          const { success, data } = z.safeParse(schema, row)
          return success ? [data] : []
        }),
      ),
    ),
}
