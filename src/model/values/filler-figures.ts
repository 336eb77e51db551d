const ONE_CHARACTER = /^(.)\1*$/u;
const COUNTS = ['12345678901234567890', '01234567890123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * Whether a run of characters is what fingers type where a number has to stand: one character throughout (0000, AAAA) or
 * a count up or down (1234, 987654321, ABCD). A number issued in order may look so as well; whoever asks loses that one.
 */
export function isFiller(run: string): boolean {
  if (ONE_CHARACTER.test(run)) return true;
  const turned = [...run].reverse().join('');
  return COUNTS.some((count) => count.startsWith(run) || count.startsWith(turned));
}
