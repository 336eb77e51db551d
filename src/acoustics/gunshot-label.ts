/**
 * What people know of an incident as a label to teach from: whether it was gunfire, and who says so.
 *
 * **Source.** Feedback from the scene stands before what was heard at the desk; docs/methods/gunshots.md, labels.
 * **Input.** What was decided, and what was found at the scene. **Output.** The label and its source, or that there is none.
 * **Limits.** That nothing was found is no label: of real shots nothing is found as often as something. A label says what people said, and they err.
 */
import type { GunshotDecision } from '../model/gunshots.ts';

export interface GunshotLabel {
  readonly label: 'gunfire' | 'not-gunfire' | 'unsure' | null;
  /** Of what was found at the scene, or of whoever heard it at the desk. */
  readonly source: 'scene' | 'desk' | null;
  /** The scene and the desk say different things. */
  readonly contradicted: boolean;
}

export function gunshotLabel(decision: GunshotDecision | null, findings: readonly string[]): GunshotLabel {
  if (findings.some((each) => each !== 'nothing'))
    return { label: 'gunfire', source: 'scene', contradicted: decision === 'not-gunfire' };
  return { label: decision, source: decision === null ? null : 'desk', contradicted: false };
}
