/** What whoever reads an answer has to know about the data it rests on. */
export type CautionCode =
  /** Equal values of a field were learnt to speak against, or for less than slips of them: what is usual stands in their place. */
  | 'equal-speaks-against'
  /** A record may be one of several that bid for it alike: it is joined to none of them. */
  | 'tied'
  /** Numbers of a register that are filler were read as blank. */
  | 'filler'
  /** A number of a register is borne by more people than one: it keeps nobody apart. */
  | 'shared-number'
  /** Not a cell of a field says anything as it was read. */
  | 'nothing-said'
  /** Rows have more cells than the header names, or fewer: what stands in them may be of another column. */
  | 'uneven-rows';

export interface Caution {
  readonly code: CautionCode;
  /** The field it is of, where it is of one. */
  readonly field: string | null;
  /** In plain words, without what a record says. */
  readonly message: string;
}
