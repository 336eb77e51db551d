import type { Cut, LinkedEntity } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { labelText } from '../frame/entity-label.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { BoardHandle } from './use-board.ts';

const namesMost = 8;

/** Hubs a question met and did not walk through, each with how many links it has. */
export function HubNames({ hubs, words }: { hubs: readonly Cut[]; words: 'ways.hubs' | 'common.hubs' }) {
  const texts = useWords();
  const { say } = texts;
  const formats = useFormats();
  if (hubs.length === 0) return null;
  return (
    <p className="small">
      {say(words)}{' '}
      {hubs.slice(0, namesMost).map(({ id, label, total }, at) => (
        <span key={id}>
          {at > 0 ? ', ' : ''}
          <EntityLink id={id}>{label === undefined ? id : labelText(label, texts)}</EntityLink> ({formats.number(total)}
          )
        </span>
      ))}
      {hubs.length > namesMost ? ` ${say('hubs.more', { n: hubs.length - namesMost })}` : ''}
    </p>
  );
}

/** Which things of the board are hubs, what is not done with them and why, and who decided it. */
export function HubRule({
  hubs,
  entities,
  asked,
}: {
  readonly hubs: BoardHandle['hubs'];
  readonly entities: readonly LinkedEntity[];
  /** Whether ways, or what is common, were asked for: then the rule is told though no hub stands here. */
  readonly asked: boolean;
}) {
  const { say } = useWords();
  const formats = useFormats();
  if (hubs === null) return null;
  const { hubDegree, hubPolicy } = hubs;
  const here = entities.filter(({ links }) => links > hubDegree).toSorted((a, b) => b.links - a.links);
  if (here.length === 0 && !asked) return null;
  const by =
    hubPolicy === undefined || hubPolicy.signedBy === null || hubPolicy.signedAt === null
      ? say('hubs.declared')
      : say('hubs.signed', {
          version: hubPolicy.version,
          who: hubPolicy.signedBy,
          when: formats.moment(hubPolicy.signedAt),
        });
  return (
    <p className="hub-rule small">
      <strong>{say('hubs.title')}</strong> {say('hubs.rule', { n: hubDegree })} {by}{' '}
      {here.length === 0 ? say('hubs.none') : say('hubs.here')}
      {here.slice(0, namesMost).map(({ id, label, links }, at) => (
        <span key={id}>
          {at > 0 ? ', ' : ' '}
          <EntityLink id={id}>{label}</EntityLink> ({formats.number(links)})
        </span>
      ))}
      {here.length > namesMost ? ` ${say('hubs.more', { n: here.length - namesMost })}` : ''}
    </p>
  );
}
