import { Failure } from './errors.ts';
import { holdsSocialSecurity } from './values/mask-social-security.ts';

/** Refuses to keep words in which a social security number stands; `what` names where. The number goes neither into the answer nor the log. */
export function refuseSocialSecurity(text: string, what: string): void {
  if (holdsSocialSecurity(text)) throw socialSecurityRefused([what]);
}

export function socialSecurityRefused(where: readonly string[]): Failure {
  const what = where.join(', ');
  return new Failure(
    'text.social-security',
    `Expected no social security number; what has the form of one stands in: ${what}. Nothing was saved, since none is kept here. Take it out and save again.`,
    { detail: { what, expected: 'no social security number' } },
  );
}
