const TWO_32 = 0x1_0000_0000;
const BILLION = 1_000_000_000;

/**
 * Turns the 64-bit timestamps of one pcapng interface into seconds and nanoseconds, exactly.
 *
 * The high half of a timestamp changes every 4 seconds (nanoseconds) or 71 minutes (microseconds), so its share is
 * computed once per change; what remains is one division a frame in plain doubles.
 * Source: draft-ietf-opsawg-pcapng, if_tsresol and if_tsoffset.
 */
export class TimestampScale {
  /** Units a second has: a power of 10 or of 2. */
  readonly #unitsPerSecond: number;
  /** Exact form of the above, for resolutions finer than nanoseconds. */
  readonly #exactUnits: bigint | null;
  readonly #exponent: number;
  readonly #binary: boolean;
  readonly #offset: number;
  /** Nanoseconds of a unit, as a whole number times a power of two (both exact). */
  readonly #multiplier: number;
  readonly #divisor: number;
  #high = -1;
  #highSeconds = 0;
  #highUnits = 0;

  /** Whole seconds of the timestamp last given to {@link convert}. */
  seconds = 0;
  /** Nanoseconds within that second. */
  nanoseconds = 0;

  /**
   * @param resolution the if_tsresol byte: exponent of 10, or of 2 where its highest bit is set.
   * @param offset seconds to add (if_tsoffset).
   */
  constructor(resolution: number, offset: number) {
    this.#binary = (resolution & 0x80) !== 0;
    this.#exponent = resolution & 0x7f;
    this.#offset = offset;
    this.#unitsPerSecond = (this.#binary ? 2 : 10) ** this.#exponent;
    this.#multiplier = this.#binary ? 5 ** 9 : 10 ** Math.max(0, 9 - this.#exponent);
    this.#divisor = this.#binary ? 2 ** (9 - this.#exponent) : 1;
    const exact = this.#binary ? this.#exponent <= 32 : this.#exponent <= 9;
    this.#exactUnits = exact ? null : BigInt(this.#binary ? 2 : 10) ** BigInt(this.#exponent);
  }

  /** Decimals that hold this resolution. */
  get decimals(): 6 | 9 {
    if (this.#binary) return this.#exponent === 0 ? 6 : this.#exponent <= 6 ? 6 : 9;
    return this.#exponent <= 6 ? 6 : 9;
  }

  /** Splits a timestamp given as its two 32-bit halves into {@link seconds} and {@link nanoseconds}. */
  convert(high: number, low: number): void {
    if (this.#exactUnits !== null) {
      this.#convertExactly(high, low, this.#exactUnits);
      return;
    }
    if (high !== this.#high) this.#changeHigh(high);
    const units = this.#highUnits + low;
    const whole = Math.floor(units / this.#unitsPerSecond);
    this.seconds = this.#highSeconds + whole + this.#offset;
    // Exact: below 2^53 for powers of ten, and for powers of two because 10^9 / 2^n = 5^9 / 2^(n-9).
    this.nanoseconds = Math.floor((units - whole * this.#unitsPerSecond) * this.#multiplier * this.#divisor);
  }

  /** Long division of high * 2^32, 16 bits at a time so that every step stays below 2^53. */
  #changeHigh(high: number): void {
    const units = this.#unitsPerSecond;
    const first = Math.floor(high / units);
    let seconds = first;
    let rest = high - first * units;
    for (let step = 0; step < 2; step++) {
      const value = rest * 65536;
      const whole = Math.floor(value / units);
      seconds = seconds * 65536 + whole;
      rest = value - whole * units;
    }
    this.#high = high;
    this.#highSeconds = seconds;
    this.#highUnits = rest;
  }

  #convertExactly(high: number, low: number, unitsPerSecond: bigint): void {
    const units = BigInt(high) * BigInt(TWO_32) + BigInt(low);
    this.seconds = Number(units / unitsPerSecond) + this.#offset;
    this.nanoseconds = Number(((units % unitsPerSecond) * BigInt(BILLION)) / unitsPerSecond);
  }
}
