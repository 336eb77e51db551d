import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type DragEvent } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { keepDraft } from './kept-draft.ts';
import { proposed } from './mapping-draft.ts';
import { uploadFile } from './upload-file.ts';

const bytesMax = 1024 ** 3;

/** The first step: a file is dropped or chosen, and handed in with its progress shown. */
export function ChooseFile({ mappingName }: { mappingName: string | null }) {
  const { say } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ file: File; sent: number } | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setError(null);
    setRefused(null);
    if (file.size > bytesMax) return setRefused(say('wizard.tooLarge', { size: formats.bytes(file.size) }));
    if (file.size === 0) return setRefused(say('wizard.empty'));
    const controller = new AbortController();
    stop.current = controller;
    setSending({ file, sent: 0 });
    try {
      const preview = await uploadFile(file, {
        onProgress: (sent) => setSending({ file, sent: Math.min(sent, file.size) }),
        signal: controller.signal,
      });
      keepDraft(preview.upload, {
        file: preview.file,
        guess: preview.guess,
        header: preview.header,
        layouts: preview.layouts,
        mapping: proposed(preview),
        mappingName: null,
      });
      await navigate({
        to: '/imports/new',
        search: { upload: preview.upload, ...(mappingName === null ? {} : { mapping: mappingName }) },
      });
    } catch (cause) {
      setSending(null);
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) setError(cause);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <>
      {mappingName === null ? null : (
        <p className="sentence">
          {say('wizard.with', { name: mappingName })}
          <Link to="/imports/new" className="button compact">
            <Icon name="close" size={14} /> {say('wizard.without')}
          </Link>
        </p>
      )}
      {error === null ? null : <Failed error={error} />}
      {refused === null ? null : (
        <p className="conflict-note" role="alert">
          {refused}
        </p>
      )}
      <section
        className={over ? 'panel drop over' : 'panel drop'}
        aria-label={say('wizard.drop')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {sending === null ? (
          <>
            <Icon name="imports" size={32} />
            <p className="empty-title">{over ? say('wizard.over') : say('wizard.drop')}</p>
            <p className="muted">{say('wizard.dropHelp')}</p>
            <input
              ref={input}
              type="file"
              className="unseen"
              tabIndex={-1}
              aria-label={say('wizard.choose')}
              onChange={(event) => void take(event.currentTarget.files?.[0])}
            />
            <button type="button" className="button first" onClick={() => input.current?.click()}>
              {say('wizard.choose')}
            </button>
          </>
        ) : (
          <>
            <p role="status">
              {sending.sent >= sending.file.size
                ? say('wizard.looking')
                : say('wizard.uploading', {
                    file: sending.file.name,
                    sent: formats.bytes(sending.sent),
                    all: formats.bytes(sending.file.size),
                  })}
            </p>
            <progress max={sending.file.size} value={sending.sent} aria-label={sending.file.name} />
            <button type="button" className="button" onClick={() => stop.current?.abort()}>
              {say('wizard.cancel')}
            </button>
          </>
        )}
      </section>
    </>
  );
}
