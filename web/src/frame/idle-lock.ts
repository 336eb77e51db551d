import { useEffect } from 'react';
import { request } from './request.ts';
import { useSession, useSignOut } from './session.ts';

/** While the reader is active but asks nothing of the server, the session is kept alive this often. */
const aliveMilliseconds = 5 * 60_000;
const storageKey = 'flashlight.active';

function readActive(): number {
  try {
    return Number(localStorage.getItem(storageKey) ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Ends the session after the agency's idle time (30 minutes) without activity in any tab, and hides what was open
 * (CJIS Security Policy 5.9.5, AC-11 and AC-12: at most 30 minutes).
 */
export function useIdleLock(): void {
  const signOut = useSignOut();
  const idleMillisecondsMax = useSession().idleMinutes * 60_000;
  useEffect(() => {
    let active = Date.now();
    let written = 0;
    let alive = Date.now();
    const touch = () => {
      active = Date.now();
      if (active - written < 5000) return;
      written = active;
      try {
        localStorage.setItem(storageKey, String(active));
      } catch {
        // Then each tab counts for itself.
      }
    };
    const check = () => {
      if (Date.now() - Math.max(active, readActive()) >= idleMillisecondsMax) {
        window.clearInterval(timer);
        void signOut('locked');
      } else if (active > alive && Date.now() - alive >= aliveMilliseconds) {
        alive = Date.now();
        void request('PATCH', '/session', { body: { language: document.documentElement.lang } }).catch(() => undefined);
      }
    };
    touch();
    const names = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
    for (const name of names) window.addEventListener(name, touch, { passive: true });
    document.addEventListener('visibilitychange', check);
    const timer = window.setInterval(check, 15_000);
    return () => {
      for (const name of names) window.removeEventListener(name, touch);
      document.removeEventListener('visibilitychange', check);
      window.clearInterval(timer);
    };
  }, [signOut, idleMillisecondsMax]);
}
