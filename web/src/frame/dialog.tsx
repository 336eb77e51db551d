import { useEffect, useId, useRef, type ReactNode } from 'react';

/** A window over the page that holds the keyboard until it is closed; what is in it is made when it opens. */
export function Dialog(props: { open: boolean; title: string; close: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const { open } = props;
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    else if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog screen-only" onClose={props.close} aria-labelledby={title}>
      {open ? (
        <>
          <h2 id={title} className="dialog-title">
            {props.title}
          </h2>
          {props.children}
        </>
      ) : null}
    </dialog>
  );
}
