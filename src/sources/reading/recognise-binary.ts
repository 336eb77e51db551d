/** What a file that is no table looks like, and what the person who has it can do. */
export interface BinaryLook {
  looksLike: string;
  advice: string;
}

const saveAgain = 'open it in the program it came from and save it as .xlsx or CSV';

/** First bytes of formats that get handed in by mistake; https://en.wikipedia.org/wiki/List_of_file_signatures. */
const signatures: { bytes: number[]; at?: number; look: BinaryLook }[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    look: {
      looksLike: 'an old Excel or other Office file (.xls, .doc) or a workbook protected by a password',
      advice: 'open it, take the password off, and save it as .xlsx or CSV',
    },
  },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    look: { looksLike: 'a PDF document', advice: 'ask for the same report as .xlsx or CSV' },
  },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], look: { looksLike: 'a program (ELF)', advice: 'give the exported file instead' } },
  { bytes: [0x4d, 0x5a, 0x90], look: { looksLike: 'a Windows program', advice: 'give the exported file instead' } },
  { bytes: [0x89, 0x50, 0x4e, 0x47], look: { looksLike: 'a PNG picture', advice: 'give the table as .xlsx or CSV' } },
  { bytes: [0xff, 0xd8, 0xff], look: { looksLike: 'a JPEG picture', advice: 'give the table as .xlsx or CSV' } },
  { bytes: [0x47, 0x49, 0x46, 0x38], look: { looksLike: 'a GIF picture', advice: 'give the table as .xlsx or CSV' } },
  {
    bytes: [0x49, 0x49, 0x2a, 0x00],
    look: { looksLike: 'a TIFF picture', advice: 'give the table as .xlsx or CSV' },
  },
  {
    bytes: [0x4d, 0x4d, 0x00, 0x2a],
    look: { looksLike: 'a TIFF picture', advice: 'give the table as .xlsx or CSV' },
  },
  {
    bytes: [0x52, 0x49, 0x46, 0x46],
    look: { looksLike: 'a sound or video file (RIFF)', advice: 'give the table as .xlsx or CSV' },
  },
  { bytes: [0x42, 0x5a, 0x68], look: { looksLike: 'a bzip2 archive', advice: 'unpack it first' } },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], look: { looksLike: 'an xz archive', advice: 'unpack it first' } },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], look: { looksLike: 'a Zstandard archive', advice: 'unpack it first' } },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], look: { looksLike: 'a 7-Zip archive', advice: 'unpack it first' } },
  { bytes: [0x52, 0x61, 0x72, 0x21], look: { looksLike: 'a RAR archive', advice: 'unpack it first' } },
  { bytes: [0x1f, 0x8b], look: { looksLike: 'a gzip archive inside another', advice: 'unpack it first' } },
  { bytes: [0x50, 0x41, 0x52, 0x31], look: { looksLike: 'a Parquet file', advice: 'export it as CSV' } },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    look: { looksLike: 'an SQLite database', advice: 'export the table as CSV' },
  },
  {
    bytes: [0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6e, 0x64, 0x61, 0x72, 0x64],
    look: { looksLike: 'an Access database', advice: 'export the table as CSV' },
  },
];

/** More NULs than this in a text that is not UTF-16 are not text. */
const nulShareMax = 0.1;
/** In fewer bytes than this a share says nothing; stray NULs are dealt with row by row. */
const shareBytesMin = 256;

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** True for the first bytes of a zip archive, which is what .xlsx is. */
export function looksLikeZip(head: Uint8Array): boolean {
  return startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]);
}

/** True for the first bytes of a gzip member (RFC 1952: ID1, ID2, deflate). */
export function looksLikeGzip(head: Uint8Array): boolean {
  return startsWith(head, [0x1f, 0x8b, 0x08]);
}

/** Says what a file is if it cannot be a table, from its first bytes; null where it may be one. */
export function recogniseBinary(head: Uint8Array): BinaryLook | null {
  for (const { bytes, look } of signatures) if (startsWith(head, bytes)) return look;
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return null;
  // A workbook of several small sheets is one tenth NULs; what is in a zip is told when it is opened.
  if (head.length < shareBytesMin || looksLikeZip(head)) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const pairs = head.length / 2;
  const utf16 = (odd > pairs * 0.5 && even < pairs * 0.05) || (even > pairs * 0.5 && odd < pairs * 0.05);
  if (!utf16 && even + odd > head.length * nulShareMax) {
    return { looksLike: 'a binary file of a kind that is not known here', advice: saveAgain };
  }
  return null;
}
