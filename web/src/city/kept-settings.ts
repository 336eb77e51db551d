import type { CitySettings } from '../../../src/model/city-settings.ts';

/** A proposal under way, kept in this browser so that a reload or a lock loses nothing. */
export interface SettingsDraft {
  readonly settings: CitySettings;
  readonly reason: string;
}

/** Another name where settings have other parts: a draft of before would lack them. */
const key = 'flashlight.city-settings-4';

export function keepSettings(draft: SettingsDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Without storage the draft holds until the page is left.
  }
}

export function keptSettings(): SettingsDraft | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as SettingsDraft);
  } catch {
    return null;
  }
}
