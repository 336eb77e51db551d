import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';

/** What can be done on the board with the entity that is selected. */
export function EntityActions(props: {
  expanded: boolean;
  pinned: boolean;
  folded: boolean;
  expand: () => void;
  fold: () => void;
  pin: () => void;
  hide: () => void;
  findPath: () => void;
  findCommon: () => void;
  compare: (() => void) | null;
}) {
  const { expanded, pinned, folded, expand, fold, pin, hide, findPath, findCommon, compare } = props;
  const { say } = useWords();
  return (
    <>
      <button type="button" className="button" onClick={expand}>
        <Icon name={expanded ? 'minus' : 'plus'} size={16} /> {say(expanded ? 'links.collapse' : 'links.expand')}
      </button>
      <button type="button" className="button" onClick={fold} aria-pressed={folded} title={say('saved.foldHelp')}>
        <Icon name="fold" size={16} /> {say(folded ? 'saved.unfold' : 'saved.fold')}
      </button>
      <button type="button" className="button" onClick={pin} aria-pressed={pinned}>
        <Icon name="pin" size={16} /> {say(pinned ? 'links.unpin' : 'links.pin')}
      </button>
      <button type="button" className="button" onClick={hide}>
        <Icon name="hide" size={16} /> {say('links.hide')}
      </button>
      <button type="button" className="button" onClick={findPath}>
        <Icon name="path" size={16} /> {say('ways.find')} <kbd aria-hidden="true">f</kbd>
      </button>
      <button type="button" className="button" onClick={findCommon} title={say('common.help')}>
        <Icon name="links" size={16} /> {say('common.find')} <kbd aria-hidden="true">a</kbd>
      </button>
      {compare === null ? null : (
        <button type="button" className="button" onClick={compare} title={say('compare.help')}>
          <Icon name="person" size={16} /> {say('compare.start')} <kbd aria-hidden="true">w</kbd>
        </button>
      )}
    </>
  );
}
