import type { PrintedBlock } from '../model/printed-document.ts';
import {
  formFields,
  formKeys,
  formParts,
  type FormField,
  type FormPart,
  type TraceRequestForm,
} from '../model/trace-request-form.ts';

/** What is printed of one request. */
export interface PrintedRequest {
  readonly request: number;
  readonly form: TraceRequestForm;
  readonly traceNumber: string | null;
  readonly state: string;
}

/** A request as it is printed: part by part, item by item, blank items too, in the order of the form. */
export function printRequest({ request, form, traceNumber, state }: PrintedRequest): PrintedBlock[] {
  const parts = Object.keys(formParts) as FormPart[];
  return [
    {
      kind: 'heading',
      level: 2,
      text: `Request ${request}${traceNumber === null ? '' : `, trace ${traceNumber}`}${state === 'CORRECTED' ? ', corrected' : ''}`,
    },
    ...parts.map((part): PrintedBlock => ({
      kind: 'table',
      caption: `Part ${part}. ${formParts[part]}`,
      columns: [
        { title: 'Item', width: 0.4 },
        { title: 'Asked', width: 2 },
        { title: 'Answer', width: 4 },
      ],
      rows: formKeys
        .filter((key) => formFields[key].part === part)
        .map((key) => {
          const { item, caption, mandatory } = formFields[key] as FormField;
          return [item, mandatory ? `${caption} *` : caption, form[key] ?? ''];
        }),
      empty: '',
    })),
    { kind: 'paragraph', tone: 'muted', text: '* The form asks for it of every firearm.' },
  ];
}

/** Header of the CSV: the number of the request, then the items in the order of the form. */
export const requestCsvHeader: readonly string[] = [
  'Request Number',
  // Not under the header of results, by which the file would be taken for one of them.
  'ATF Reference',
  ...formKeys.map((key) => formFields[key].column),
];

/** A request as a row of the CSV. Days are `YYYY-MM-DD`. */
export const requestCsvRow = ({ request, form, traceNumber }: PrintedRequest): string[] => [
  `FL-${request}`,
  traceNumber ?? '',
  ...formKeys.map((key) => form[key] ?? ''),
];
