/** The parts people have at the portal; what each may do is said in one place, `src/api/authorise.ts`. */
export const roles = [
  'detective',
  'analyst',
  'gunshot-desk',
  'technician',
  'examiner',
  'supervisor',
  'prevention-director',
  'commission',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
