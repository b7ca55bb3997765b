/** How pieces and numbers lie in words. */

/** Bytes of a word, in which pieces and digits are written: up to so many less one are written beyond a text's end. */
export const WORD = 8;
/** Room that a number of any size finds. */
export const NUMBER = 32;
/** Bytes that a kernel may read beyond a text: there must be memory. */
export const BEYOND = 64;

// A piece is its place, counted in words, above these bits.
/** Bits of a piece below its place. */
export const PLACE_SHIFT = 5;
/** Set where a piece is not in the ink of what stands in the code. */
export const OWN = 16;
/** How many digits of a number stand behind a piece: 1 to 9, with zeros in front; none; {@link ANY}; or {@link FRACTION}. */
export const DIGITS = 15;
/** Bits that it has. */
export const DIGIT_BITS = 4;
/** As many digits as the number has. */
export const ANY = 10;
/** Nine, but for the zeros at their end. */
export const FRACTION = 11;
