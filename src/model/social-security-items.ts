import { maskCells } from './values/mask-social-security.ts';
import { formKeys, type FormKey, type TraceRequestForm } from './trace-request-form.ts';

/** A restored number is a serial number, which may be written three-two-four. */
const fields = Object.fromEntries(formKeys.map((key) => [key, key === 'restored_number' ? 'serial_number' : key]));

/**
 * Items of a form in which a social security number stands: as an identifier, or in words.
 *
 * **Source, limits.** `mask-social-security.ts`: what is hidden of records is not taken from people. Nine digits as an
 * identifier of no kind count as one; a driver licence of nine digits, stated to be one, does not.
 */
export function socialSecurityItems(form: TraceRequestForm): FormKey[] {
  const keys = formKeys.filter((key) => form[key] !== undefined);
  const cells = keys.map((key) => form[key]!);
  const masked = maskCells({ cells, columns: keys, fields });
  return keys.filter((_, at) => masked[at] !== cells[at]);
}
