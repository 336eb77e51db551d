/** The session's cookie: opaque, out of reach of scripts, never sent along from another site. */

const name = 'flashlight_session';
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/** The session token of a Cookie header; null where there is none, or two that contradict each other. */
export function readSessionCookie(header: string | undefined): string | null {
  if (!header || header.length > 4_096) return null;
  const tokens = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return tokens.length === 1 && tokenShape.test(tokens[0]!) ? tokens[0]! : null;
}

export function writeSessionCookie(token: string, options: { secure: boolean; hours: number }): string {
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${options.hours * 3600}${options.secure ? '; Secure' : ''}`;
}

export function clearSessionCookie(options: { secure: boolean }): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${options.secure ? '; Secure' : ''}`;
}
