import type { Certificate, Certification } from '../model/multiple-sales.ts';
import type { PrintedBlock } from '../model/printed-document.ts';
import type { Agency } from '../store/agencies.ts';
import { printCertificate, printCertification } from '../tracing/print-certificate.ts';
import { renderPdf } from './render-pdf.ts';

interface PrintedBy {
  readonly agency: Agency;
  readonly madeBy: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

export const certificatePdf = (certificate: Certificate, by: PrintedBy) =>
  print(`Certificate of destruction ${certificate.destruction}`, printCertificate(certificate), by);

export const certificationPdf = (certification: Certification, by: PrintedBy) =>
  print('Certification of the destruction of multiple-sale reports', printCertification(certification), by);

function print(title: string, blocks: PrintedBlock[], { agency, madeBy, madeAt }: PrintedBy): Promise<Uint8Array> {
  return renderPdf({
    language: 'en',
    title,
    subtitle: 'Reports of multiple sales (ATF Forms 3310.4 and 3310.12)',
    handling: [],
    purpose: '18 U.S.C. 923(g)(3)(B)',
    madeBy,
    agency: agency.name,
    madeAt,
    timeZone: agency.timeZone,
    caution: null,
    blocks,
    sources: [],
  });
}
