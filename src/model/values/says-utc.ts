const named =
  /(?:(?:^|[^A-Za-z])(?:utc|gmt|zulu|UTC|Utc|GMT|Gmt|ZULU|Zulu)|[a-z](?:UTC|Utc|GMT|Gmt|Zulu|utc)|[A-Z]UTC)(?![a-z])(?!\s*[+-]\s*0*[1-9])/;
const local = /(?:^|[^A-Za-z])local(?![a-z])/i;

/**
 * Whether a header says that its times are in UTC: `sensed_utc`, `Time (GMT)`, `createdUtc`. `UTC-5` is another zone, and
 * `mgmt` another word.
 */
export function saysUtc(header: string): boolean {
  return named.test(header) && !local.test(header);
}
