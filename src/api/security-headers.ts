/** Headers of every answer. */

/**
 * What a page may load: from here and nowhere else. MapLibre runs its worker from a blob and decodes images from data
 * and blobs. Styles may stand in the page (component libraries add some as they run): with no outside origin to load
 * from, a style can send nothing away. `outside`: origins the operator named for map tiles.
 */
export function contentSecurityPolicy(outside: readonly string[] = []): string {
  const more = outside.length > 0 ? ` ${outside.join(' ')}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${more}`,
    "font-src 'self'",
    `connect-src 'self'${more}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function securityHeaders(outside: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(outside),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'x-robots-tag': 'noindex, nofollow',
  };
}
