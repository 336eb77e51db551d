import type { Certificate, Certification } from '../model/multiple-sales.ts';
import type { PrintedBlock } from '../model/printed-document.ts';

/** A certificate of destruction as it is printed: none of what was destroyed stands in it. */
export function printCertificate(certificate: Certificate): PrintedBlock[] {
  return [
    {
      kind: 'facts',
      rows: [
        ['Certificate', String(certificate.destruction)],
        ['Copy received', certificate.receivedOn],
        ['To be destroyed by', certificate.dueOn],
        ['Destroyed at', certificate.destroyedAt],
        ['In time', certificate.inTime ? 'yes' : 'no, later than the day it was due'],
        ['Destroyed by', certificate.destroyedBy],
        ['Policy', `${certificate.policyVersion}, ${certificate.policyDays} days`],
      ],
    },
    {
      kind: 'table',
      caption: 'Rows destroyed',
      columns: [
        { title: 'Table', width: 3 },
        { title: 'Rows', align: 'right' },
      ],
      rows: Object.entries(certificate.counts).map(([table, rows]) => [table, String(rows)]),
      empty: 'None',
    },
    {
      kind: 'paragraph',
      text: 'SHA-256 of the content of each record destroyed. What the records said cannot be read out of it.',
    },
    { kind: 'list', items: certificate.sha256 },
  ];
}

/** The six-monthly certification as it is printed, for whoever signs it. */
export function printCertification(certification: Certification): PrintedBlock[] {
  const { policy } = certification;
  return [
    {
      kind: 'paragraph',
      text: `Copies of reports of multiple sales received by this agency, and every record of their contents in this store, were destroyed as follows (18 U.S.C. 923(g)(3)(B)). From ${certification.from} to ${certification.to}.`,
    },
    {
      kind: 'facts',
      rows: [
        [
          `Policy as of ${certification.policyAsOf}`,
          policy.destroy
            ? `${policy.version}: destroyed ${policy.days} days after receipt`
            : `${policy.version}: not destroyed`,
        ],
        ['Reports destroyed', String(certification.reports)],
        ['Of these in time', `${certification.inTime} of ${certification.reports}`],
        ['Of these late', `${certification.late} of ${certification.reports}`],
        [`Kept as of ${certification.asOf}`, String(certification.kept)],
        [`Of these for a prohibited purchaser, as of ${certification.asOf}`, String(certification.excepted)],
        [`Of these beyond their day without an exception, as of ${certification.asOf}`, String(certification.overdue)],
      ],
    },
    {
      kind: 'paragraph',
      text: 'What is counted is what was in this store. Paper, mail and backups of the database are for whoever signs to account for.',
    },
    {
      kind: 'facts',
      rows: [
        ['Name', ''],
        ['Signature', ''],
        ['Date', ''],
      ],
    },
  ];
}
