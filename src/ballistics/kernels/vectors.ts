/** Four numbers of 32 bits at once. */
export function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

export function less(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

export function times(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

/**
 * ab + cd and ab − cd. In the kernel of `cmc-compat` rounded twice or three times as the processor can: places found are verified, so that either is right.
 * In that of the fast mode three times, so that its numbers are the same on every machine.
 */
export function sumOfProducts(a: v128, b: v128, c: v128, d: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, times(c, d));
  return add(times(a, b), times(c, d));
}

export function differenceOfProducts(a: v128, b: v128, c: v128, d: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(c, d, times(a, b));
  return less(times(a, b), times(c, d));
}
