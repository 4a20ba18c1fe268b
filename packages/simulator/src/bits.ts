/** Writes the bit syntax of H.264: fixed-length, Exp-Golomb and byte-aligned fields. Every method returns the writer. */
export interface BitWriter {
  /** Writes `value` in `count` bits (at most 32), most significant first. */
  bits(count: number, value: number): BitWriter
  /** Writes one bit. */
  flag(value: boolean): BitWriter
  /** Writes an unsigned Exp-Golomb code, ue(v) in the standard. */
  unsigned(value: number): BitWriter
  /** Writes a signed Exp-Golomb code, se(v) in the standard. */
  signed(value: number): BitWriter
  /** Fills the current byte with zeros. */
  align(): BitWriter
  /** Appends whole bytes; the writer must be aligned. */
  append(bytes: Uint8Array): BitWriter
  /** Ends the unit with its stop bit and returns its bytes. */
  finish(): number[]
}

/** Makes an empty bit writer. */
export function createBitWriter(): BitWriter {
  const bytes: number[] = []
  let current = 0
  let used = 0
  const writer: BitWriter = {
    bits: (count, value) => {
      for (let shift = count - 1; shift >= 0; shift--) {
        current = (current << 1) | ((value >>> shift) & 1)
        used++
        if (used < 8) continue
        bytes.push(current)
        current = 0
        used = 0
      }
      return writer
    },
    flag: (value) => writer.bits(1, value ? 1 : 0),
    unsigned: (value) => {
      const length = 31 - Math.clz32(value + 1)
      return writer.bits(length, 0).bits(length + 1, value + 1)
    },
    signed: (value) => writer.unsigned(value > 0 ? 2 * value - 1 : -2 * value),
    align: () => (used === 0 ? writer : writer.bits(8 - used, 0)),
    append: (more) => {
      if (used > 0) throw new Error('bytes can only follow a whole byte')
      for (const byte of more) bytes.push(byte)
      return writer
    },
    finish: () => {
      writer.bits(1, 1).align()
      return bytes
    },
  }
  return writer
}
