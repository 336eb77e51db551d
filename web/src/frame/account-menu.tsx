import { useQueryClient } from '@tanstack/react-query';
import { Icon, type IconName } from './icon.tsx';
import { sessionQuery } from './queries.ts';
import { request } from './request.ts';
import { useSession, useSignOut } from './session.ts';
import { chooseTheme, useTheme, type Theme } from './theme.ts';
import { useWords, type Language } from './words.tsx';

const themes: readonly { theme: Theme; icon: IconName }[] = [
  { theme: 'system', icon: 'screen' },
  { theme: 'light', icon: 'sun' },
  { theme: 'dark', icon: 'moon' },
];
const languages: readonly { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'es', name: 'Español' },
];

/** Who is signed in, and what they can set: language, appearance, sign-out. */
export function AccountMenu({ openKeys }: { openKeys: () => void }) {
  const { say, sayIfKnown, language, chooseLanguage } = useWords();
  const session = useSession();
  const client = useQueryClient();
  const signOut = useSignOut();
  const theme = useTheme();
  const role = sayIfKnown(`session.role.${session.role}`) ?? session.role;
  return (
    <>
      <button
        type="button"
        className="account"
        popoverTarget="account-menu"
        aria-label={`${say('session.menu')}: ${session.actor}, ${role}`}
      >
        <span className="account-words">
          <strong>{session.actor}</strong>
          <span>
            {role} · {session.hidden.length > 0 ? say('session.excerpt') : (session.agency.city ?? session.agency.code)}
          </span>
        </span>
        <Icon name="person" />
      </button>
      <div id="account-menu" popover="auto" className="menu" role="dialog" aria-label={say('session.menu')}>
        <p className="menu-who">
          <strong>{session.actor}</strong>
          <span className="muted">{role}</span>
          <span className="muted">{session.agency.name}</span>
          {session.hidden.length > 0 ? (
            <span className="muted">{say('session.excerptOf', { tags: session.hidden.join(', ') })}</span>
          ) : null}
        </p>
        <div className="menu-row">
          <span id="menu-language">{say('session.language')}</span>
          <div className="segmented" role="group" aria-labelledby="menu-language">
            {languages.map((choice) => (
              <button
                key={choice.language}
                type="button"
                lang={choice.language}
                aria-pressed={language === choice.language}
                onClick={() => {
                  chooseLanguage(choice.language);
                  client.setQueryData(sessionQuery.queryKey, { ...session, language: choice.language });
                  void request('PATCH', '/session', { body: { language: choice.language } }).catch(() => undefined);
                }}
              >
                {choice.name}
              </button>
            ))}
          </div>
        </div>
        <div className="menu-row">
          <span id="menu-theme">{say('session.theme')}</span>
          <div className="segmented" role="group" aria-labelledby="menu-theme">
            {themes.map((choice) => (
              <button
                key={choice.theme}
                type="button"
                aria-pressed={theme.chosen === choice.theme}
                aria-label={say(`session.theme.${choice.theme}`)}
                title={say(`session.theme.${choice.theme}`)}
                onClick={() => chooseTheme(choice.theme)}
              >
                <Icon name={choice.icon} size={16} />
              </button>
            ))}
          </div>
        </div>
        <p className="muted small">{say('session.zone', { zone: session.agency.timeZone })}</p>
        <div className="menu-actions">
          <button
            type="button"
            className="button"
            onClick={() => {
              document.getElementById('account-menu')?.hidePopover();
              openKeys();
            }}
          >
            <Icon name="keys" size={16} /> {say('keys.title')}
          </button>
          <button type="button" className="button" onClick={() => void signOut('signed-out')}>
            <Icon name="out" size={16} /> {say('session.signOut')}
          </button>
        </div>
      </div>
    </>
  );
}
