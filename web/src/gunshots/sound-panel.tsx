import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { useKeys } from '../frame/keys.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { alignSounds, type PlayedPart } from './aligned-sounds.ts';
import { askSounds, gunshotArrivalsQuery, gunshotSoundsQuery, loadSound, notePlay } from './gunshot-queries.ts';
import { readSound, type Sound } from './read-sound.ts';
import { SoundPicture } from './sound-picture.tsx';
import { usePlayer } from './use-player.ts';

const parts = ['all', 'direct', 'echoes'] as const satisfies readonly PlayedPart[];
const [from, until] = [-0.4, 1.4];

interface Played {
  readonly what: string;
  readonly sounds: ReturnType<typeof alignSounds>;
  readonly part: PlayedPart;
}

/** Two seconds of sound of the sensors that heard it first: asked for, loaded and played only when somebody wishes it, each on record. */
export function SoundPanel({ item }: { item: GunshotIncident }) {
  const { say } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const hears = may('gunshots.hear');
  const sounds = useQuery({ ...gunshotSoundsQuery(item.incident), enabled: hears });
  const arrivals = useQuery({
    ...gunshotArrivalsQuery(item.incident, item.revision),
    enabled: hears && may('sensors.place'),
  });
  const [loaded, setLoaded] = useState<ReadonlyMap<number, Sound>>(new Map());
  useEffect(() => setLoaded(new Map()), [item.incident]);
  const player = usePlayer();
  const ask = useMutation({
    mutationFn: () => askSounds(item.incident),
    onSuccess: (answer) => client.setQueryData(gunshotSoundsQuery(item.incident).queryKey, answer),
  });
  const listed = sounds.data?.items ?? [];
  const came = listed.filter(({ cameAt, seconds }) => cameAt !== null && (seconds ?? 0) > 0);
  const load = useMutation({
    mutationFn: async () => {
      const files = await Promise.all(
        came.map(async ({ sound }) => [sound, readSound(await loadSound(item.incident, sound))] as const),
      );
      return new Map(files.flatMap(([number, sound]) => (sound === null ? [] : [[number, sound] as const])));
    },
    onSuccess: setLoaded,
  });
  const aligned = useMemo(
    () => (arrivals.data === undefined ? [] : alignSounds(listed, loaded, arrivals.data)),
    [sounds.data, loaded, arrivals.data],
  );
  const [first] = item.summary.shots;
  const shotSeconds = item.summary.shots.map(
    ({ timeMicroseconds }) => (timeMicroseconds - (first?.timeMicroseconds ?? 0)) / 1e6,
  );
  const play = useMutation({
    mutationFn: ({ sounds, part }: Played) =>
      notePlay(item.incident, { sounds: sounds.map(({ number }) => number), part }),
    onSuccess: (_, { what, sounds, part }) => player.play(what, sounds, part, shotSeconds),
  });
  const begin = (played: Played) => {
    if (play.isPending) return;
    player.ready();
    play.mutate(played);
  };
  const playAll = (part: PlayedPart) => begin({ what: part, sounds: aligned, part });
  useKeys([
    {
      key: 'p',
      label: 'gunshots.keyPlay',
      run: () => {
        if (player.playing !== null) player.stop();
        else if (aligned.length > 0) playAll('all');
        else if (came.length > 0 && !load.isPending) load.mutate();
        else if (listed.length === 0 && hears && !ask.isPending) ask.mutate();
      },
    },
  ]);
  if (!hears) return null;
  return (
    <section className="panel sound-panel" aria-labelledby="sound">
      <div className="panel-head">
        <h2 id="sound">{say('gunshots.sound')}</h2>
        {aligned.length === 0 ? null : (
          <div className="segmented screen-only" role="group" aria-label={say('gunshots.play')}>
            {parts.map((part) => (
              <button
                key={part}
                type="button"
                aria-pressed={player.playing?.what === part}
                onClick={() => (player.playing?.what === part ? player.stop() : playAll(part))}
              >
                {say(`gunshots.play.${part}`)}
              </button>
            ))}
          </div>
        )}
      </div>
      {sounds.isError ? <Failed error={sounds.error} retry={() => void sounds.refetch()} /> : null}
      {sounds.isPending ? <SkeletonLines lines={2} /> : null}
      {sounds.data !== undefined && listed.length === 0 ? (
        <>
          <p className="muted small">{say('gunshots.soundNone')}</p>
          <button type="button" className="button screen-only" disabled={ask.isPending} onClick={() => ask.mutate()}>
            {say('gunshots.soundAsk')} <kbd aria-hidden="true">p</kbd>
          </button>
        </>
      ) : null}
      {ask.isError ? <Failed error={ask.error} /> : null}
      {listed.length > 0 && aligned.length === 0 ? (
        <>
          <p className="muted small" role="status">
            {say('gunshots.soundCame', {
              came: listed.filter(({ cameAt }) => cameAt !== null).length,
              asked: listed.length,
              empty: listed.filter(({ cameAt, seconds }) => cameAt !== null && (seconds ?? 0) === 0).length,
            })}
          </p>
          {came.length === 0 ? null : (
            <button
              type="button"
              className="button first screen-only"
              disabled={load.isPending}
              onClick={() => load.mutate()}
            >
              {say('gunshots.soundLoad')} <kbd aria-hidden="true">p</kbd>
            </button>
          )}
        </>
      ) : null}
      {load.isError ? <Failed error={load.error} /> : null}
      {play.isError ? <Failed error={play.error} /> : null}
      {aligned.length === 0 ? null : <Waves aligned={aligned} player={player} play={begin} shotSeconds={shotSeconds} />}
      <p className="muted small">{say('gunshots.soundPrivacy')}</p>
    </section>
  );
}

function Waves(props: {
  aligned: ReturnType<typeof alignSounds>;
  player: ReturnType<typeof usePlayer>;
  play: (played: Played) => void;
  shotSeconds: readonly number[];
}) {
  const { aligned, player } = props;
  const { say, language } = useWords();
  const formats = useFormats();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const shots = props.shotSeconds.filter((at) => at >= from && at <= until);
  return (
    <>
      <ol className="sound-waves">
        {aligned.map((each, at) => (
          <li key={each.number}>
            <div className="sound-head small">
              <span>
                {say('gunshots.soundOf', { n: at + 1 })}{' '}
                <span className="muted">
                  {say('gunshots.soundTravel', {
                    seconds: number.format(each.travelSeconds),
                    rate: formats.number(each.sound.sampleRateHz),
                  })}
                </span>
              </span>
              <button
                type="button"
                className="button compact screen-only"
                aria-pressed={player.playing?.what === String(each.number)}
                onClick={() =>
                  player.playing?.what === String(each.number)
                    ? player.stop()
                    : props.play({ what: String(each.number), sounds: [each], part: 'all' })
                }
              >
                {say(player.playing?.what === String(each.number) ? 'gunshots.stop' : 'gunshots.playOne')}
              </button>
            </div>
            <SoundPicture
              sound={each.sound}
              starts={each.startsSeconds}
              from={from}
              until={until}
              label={say('gunshots.soundPicture', { n: at + 1 })}
            />
          </li>
        ))}
      </ol>
      <svg className="sound-axis" viewBox="0 0 600 26" preserveAspectRatio="none" aria-hidden="true">
        {shots.map((at) => (
          <path key={at} className="sound-shot" d={`M${(((at - from) / (until - from)) * 600).toFixed(1)} 0v12`} />
        ))}
        <path className="chart-axis" d="M0 12H600" />
      </svg>
      <div className="sound-ticks muted small" aria-hidden="true">
        <span>{number.format(from)} s</span>
        <span>{number.format(until)} s</span>
      </div>
      <p className="muted small">{say('gunshots.soundAligned')}</p>
    </>
  );
}
