import type { LinkProgress } from '../jobs/link-records.ts';

/** Where the joining of records stands, in words. */
export function linkProgress({ records, model }: LinkProgress): string {
  return model
    ? `${model.done} of ${model.of} ${model.kind} descriptions compared and joined by the model in force`
    : `${records} records joined`;
}
