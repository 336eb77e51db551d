import { CutNotes } from './board-notes.tsx';
import { CommonNotes } from './common-notes.tsx';
import { HubRule } from './hub-notes.tsx';
import { ShapeNotes } from './shape-notes.tsx';
import type { BoardHandle } from './use-board.ts';
import type { BoardDrawing } from './use-board-drawing.ts';
import { WaysNotes } from './ways-notes.tsx';

/** What was found and is drawn, and what is not drawn and why, in words under the chart. */
export function BoardFindings(props: {
  readonly handle: BoardHandle;
  readonly drawing: BoardDrawing;
  readonly nameOf: (id: string) => string;
  /** The way that is looked at, as the address says it. */
  readonly way: string | undefined;
  readonly look: (way: string | undefined) => void;
  readonly select: (id: string) => void;
}) {
  const { handle, drawing, nameOf, select } = props;
  const { address, board, change } = handle;
  return (
    <>
      <ShapeNotes
        shape={drawing.shape}
        groups={address.groups}
        between={address.between}
        things={board.entities.length}
        nameOf={nameOf}
        pointed={drawing.group}
        point={drawing.pointGroup}
        select={select}
      />
      <WaysNotes
        ways={handle.ways}
        nameOf={nameOf}
        way={props.way}
        look={props.look}
        ask={(before, after) =>
          change({ path: address.path.flatMap((each) => (each !== before ? each : (after ?? []))) })
        }
        findCommon={(from, to) => change({ common: [...new Set([...address.common, `${from}~${to}`])] })}
      />
      <CommonNotes
        common={handle.common}
        nameOf={nameOf}
        select={select}
        remove={(gone) => change({ common: address.common.filter((each) => each !== gone) })}
      />
      <CutNotes
        cut={board.cut}
        parts={new Map(address.cut)}
        nameOf={nameOf}
        show={(id) => {
          const parts = new Map(address.cut);
          parts.set(id, (parts.get(id) ?? 0) + 1);
          change({ cut: [...parts], ids: [...new Set([...address.ids, id])] });
        }}
      />
      <HubRule hubs={handle.hubs} entities={board.entities} asked={handle.ways.length + handle.common.length > 0} />
    </>
  );
}
