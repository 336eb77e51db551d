/**
 * Where planes of numbers and all else lie in the memory of the kernel.
 *
 * **Source.** docs/adr/0035: AssemblyScript, compiled to WebAssembly.
 * **Input.** Bytes wanted, sides. **Output.** Places, as bytes from the beginning.
 * **Limits.** What is allocated is given back from its end alone. Rows of a plane lie 16 numbers further apart than its side, or columns would share places of the cache.
 */
/** Numbers between the ends of rows. */
const apart: i32 = 16;
export let side: i32 = 0;
export let stride: i32 = 0;
export let planeRe: usize = 0;
export let planeIm: usize = 0;
/** For each stage cosines and sines of three roots, each as long as a quarter of the stage. */
export let roots: usize = 0;
export let highestRe: usize = 0;
export let highestIm: usize = 0;
let free: usize = 0;

/** Room of so many bytes, which stays. */
export function allocate(bytes: i32): usize {
  const at = (free + 63) & ~63;
  free = at + bytes;
  const pages = i32((free + 65535) >> 16) - memory.size();
  if (pages > 0) if (memory.grow(pages) < 0) unreachable();
  return at;
}

/** Gives back all room from a place on. */
export function release(from: usize): void {
  free = from;
}

/** Begins anew with planes of a side; of `cosines` and `sines` of whole turns by sides the caller fills the room that is given back. */
export function begin(wanted: i32): usize {
  side = wanted;
  stride = wanted + apart;
  free = (__heap_base + 63) & ~63;
  planeRe = allocate(side * stride * 4);
  planeIm = allocate(side * stride * 4);
  highestRe = allocate(side * 4);
  highestIm = allocate(side * 4);
  roots = allocate(side * 2 * 4 * 4);
  return roots;
}

/** Where the roots of a stage begin: those of longer stages lie before it, six rows of a quarter each. */
export function rootsOf(length: i32): usize {
  let at = roots;
  let before = (31 - clz(side)) & 1 ? side >> 1 : side;
  if (before !== side) at += side * 4;
  for (; before > length; before >>= 2) at += (before >> 2) * 6 * 4;
  return at;
}
