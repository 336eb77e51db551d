import { useState, type FormEvent } from 'react';
import { Dialog } from '../frame/dialog.tsx';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

/** Asks for the name of a board. */
export function SaveDialog(props: {
  open: boolean;
  close: () => void;
  title: string;
  first: string;
  help?: string;
  label: string;
  pending: boolean;
  error: unknown;
  save: (name: string) => void;
}) {
  return (
    <Dialog open={props.open} title={props.title} close={props.close}>
      <NameForm {...props} />
    </Dialog>
  );
}

function NameForm(props: Parameters<typeof SaveDialog>[0]) {
  const { say } = useWords();
  const [name, setName] = useState(props.first);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') props.save(name.trim());
  };
  return (
    <form onSubmit={save} className="board-form">
      <label className="board-field">
        {say('saved.name')}
        <input
          className="field"
          value={name}
          maxLength={120}
          required
          placeholder={say('saved.nameHint')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      {props.help === undefined ? null : <p className="muted small">{props.help}</p>}
      {props.error === null ? null : <Failed error={props.error} retry={() => props.save(name.trim())} />}
      <div className="buttons end">
        <button type="button" className="button" onClick={props.close}>
          {say('links.cancel')}
        </button>
        <button type="submit" className="button first" disabled={props.pending || name.trim() === ''}>
          {props.pending ? say('saved.saving') : props.label}
        </button>
      </div>
    </form>
  );
}
