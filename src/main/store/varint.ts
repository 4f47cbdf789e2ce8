/** Writes whole numbers from 0 to 2^53 in 7-bit groups, small ones in one byte. */
export class VarintWriter {
  private bytes: Uint8Array
  private length = 0

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(64, capacity))
  }

  write(value: number): void {
    if (this.length + 8 > this.bytes.length) this.grow()
    let rest = value
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) | 128
      rest = rest < 0x8000_0000 ? rest >>> 7 : Math.floor(rest / 128)
    }
    this.bytes[this.length++] = rest
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2)
    larger.set(this.bytes)
    this.bytes = larger
  }
}

/** Reads what `VarintWriter` wrote. Throws a RangeError when the bytes end too early or a number is too large. */
export class VarintReader {
  private readonly bytes: Uint8Array
  private position = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  read(): number {
    const first = this.next()
    if (first < 128) return first
    let value = first & 127
    for (let factor = 128; ; factor *= 128) {
      const byte = this.next()
      value += (byte & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('number too large')
      if (byte < 128) return value
    }
  }

  /** A count of things that take at least a byte each, so that damage can't ask for the whole memory. */
  readCount(): number {
    const count = this.read()
    if (count > this.bytes.length - this.position) throw new RangeError('count too large')
    return count
  }

  private next(): number {
    const byte = this.bytes[this.position++]
    if (byte === undefined) throw new RangeError('bytes end too early')
    return byte
  }
}
