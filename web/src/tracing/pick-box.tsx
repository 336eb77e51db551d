/** A box that puts a row among the chosen. */
export function PickBox(props: {
  id: number;
  label: string;
  picked: ReadonlySet<number>;
  pick: (picked: ReadonlySet<number>) => void;
}) {
  const { id, picked } = props;
  return (
    <input
      type="checkbox"
      className="pick-box"
      aria-label={props.label}
      checked={picked.has(id)}
      onClick={(event) => event.stopPropagation()}
      onChange={() => props.pick(toggled(picked, id))}
    />
  );
}

/** The set with the number put in, or taken out where it was in. */
export function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
