import { linkThing, type BoardColour } from '../../../src/model/boards.ts';
import type { LinkedEntity } from '../../../src/model/links.ts';
import { useWords } from '../frame/words.tsx';
import { Legend } from './board-notes.tsx';
import { ColourChoice } from './colour-choice.tsx';
import { EntityActions } from './entity-actions.tsx';
import { ItemNotes } from './item-notes.tsx';
import { ItemPictures } from './item-pictures.tsx';
import { EntityEvidence, LinkEvidence } from './link-evidence.tsx';
import type { LinkPair } from './link-look.ts';
import { ShapeFacts } from './shape-facts.tsx';
import type { BoardShape } from './use-board-shape.ts';
import type { BoardHandle } from './use-board.ts';

export interface BoardActions {
  readonly expand: (id: string) => void;
  readonly fold: (id: string) => void;
  readonly pin: (id: string) => void;
  readonly hide: (id: string) => void;
  readonly colour: (id: string, colour: BoardColour | undefined) => void;
  readonly findPath: (id: string) => void;
  readonly findCommon: (id: string) => void;
  /** Null where nothing of its kind is compared. */
  readonly compare: ((id: string) => void) | null;
}

/** What stands beside the chart: of what is selected, or of the board. */
export function BoardEvidence(props: {
  handle: BoardHandle;
  entity: LinkedEntity | undefined;
  pair: LinkPair | undefined;
  colours: ReadonlyMap<string, BoardColour>;
  shape: BoardShape | null;
  nameOf: (id: string) => string;
  actions: BoardActions;
}) {
  const { handle, entity, pair, nameOf, actions } = props;
  const { address, board, saved } = handle;
  const { say } = useWords();
  const mayEdit =
    saved !== null &&
    saved.board.may !== 'read' &&
    saved.board.binnedAt === null &&
    saved.opened.version === saved.board.version;
  const own = (on: string | null) =>
    saved === null ? (
      <p className="muted small screen-only">{say('note.saveFirst')}</p>
    ) : (
      <>
        <ItemNotes key={`notes ${on}`} saved={saved} on={on} mayEdit={mayEdit} />
        <ItemPictures key={`pictures ${on}`} saved={saved} on={on} mayEdit={mayEdit} />
      </>
    );
  if (entity !== undefined) {
    const { id } = entity;
    return (
      <EntityEvidence
        entity={entity}
        links={board.links.filter((link) => link.subject === id || link.object === id)}
        nameOf={nameOf}
        own={
          <>
            {props.shape === null ? null : <ShapeFacts id={id} shape={props.shape} />}
            {own(id)}
            <ColourChoice colour={props.colours.get(id)} choose={(colour) => actions.colour(id, colour)} />
          </>
        }
        next={
          <EntityActions
            expanded={address.ids.includes(id)}
            pinned={address.pinned.includes(id)}
            folded={address.folded.includes(id)}
            expand={() => actions.expand(id)}
            fold={() => actions.fold(id)}
            pin={() => actions.pin(id)}
            hide={() => actions.hide(id)}
            findPath={() => actions.findPath(id)}
            findCommon={() => actions.findCommon(id)}
            compare={actions.compare === null ? null : () => actions.compare!(id)}
          />
        }
      />
    );
  }
  if (pair !== undefined) {
    return (
      <LinkEvidence
        links={pair.links}
        nameOf={nameOf}
        own={(link) =>
          saved === null ? (
            <p className="muted small screen-only">{say('note.saveFirst')}</p>
          ) : (
            <ItemNotes key={linkThing(link.id)} saved={saved} on={linkThing(link.id)} mayEdit={mayEdit} />
          )
        }
      />
    );
  }
  return (
    <>
      {own(null)}
      <section>
        <h2>{say('links.legend')}</h2>
        <Legend history={address.history} />
      </section>
      <p className="muted small screen-only">{say('links.selectTwo')}</p>
      <p className="caution">{say('caution.link')}</p>
    </>
  );
}
