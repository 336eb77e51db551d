import { boardColours, type BoardColour } from '../../../src/model/boards.ts';
import { useWords } from '../frame/words.tsx';
import { colourTokens } from './mark-look.ts';

/** The colour a person gives a thing; each has its name, which the list shows too. */
export function ColourChoice(props: {
  colour: BoardColour | undefined;
  choose: (colour: BoardColour | undefined) => void;
}) {
  const { say } = useWords();
  return (
    <section className="screen-only">
      <h2>{say('colour.title')}</h2>
      <div className="colour-choice" role="group" aria-label={say('colour.title')}>
        {boardColours.map((colour) => (
          <button
            key={colour}
            type="button"
            className="button compact"
            aria-pressed={props.colour === colour}
            onClick={() => props.choose(props.colour === colour ? undefined : colour)}
          >
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
              <circle cx="6" cy="6" r="6" fill={`var(--${colourTokens[colour]})`} />
            </svg>
            {say(`colour.${colour}`)}
          </button>
        ))}
      </div>
    </section>
  );
}
