import { strToU8, zipSync } from 'fflate/browser';
import type { Md5 } from './read-x3p.ts';
import { numberTypes, pointsOf, type X3pAxis, type X3pDocument } from './x3p-document.ts';

/** The oldest date a zip archive can bear: the same bytes for the same document. */
const noDate = new Date(1980, 0, 1);

/** Writes a document as an X3P file: points as a part of their own, with its three checksums. The same document gives the same bytes. */
export function writeX3p(document: X3pDocument, md5: Md5): Uint8Array {
  const points = pointBytes(document);
  const valid = document.valid === null ? null : packBits(document.valid);
  const xml = strToU8(headerXml(document, md5(points), valid === null ? null : md5(valid)));
  const parts: Record<string, Uint8Array> = {
    'main.xml': xml,
    'md5checksum.hex': strToU8(`${md5(xml)} *main.xml\n`),
    'bindata/data.bin': points,
    ...(valid === null ? {} : { 'bindata/valid.bin': valid }),
  };
  for (const [name, content] of document.otherParts) if (!(name in parts)) parts[name] = content;
  return zipSync(parts, { mtime: noDate, level: 6 });
}

function pointBytes({ axes, xs, ys, heights, size }: X3pDocument): Uint8Array {
  const columns = [
    { numbers: xs, type: axes.x.numbers },
    { numbers: ys, type: axes.y.numbers },
    { numbers: heights, type: axes.z.numbers },
  ].filter(({ numbers }) => numbers !== null);
  const each = columns.reduce((sum, { type }) => sum + numberTypes[type].bytes, 0);
  const points = pointsOf(size);
  const view = new DataView(new ArrayBuffer(points * each));
  let at = 0;
  for (let n = 0; n < points; n++)
    for (const { numbers, type } of columns) {
      const value = numbers![n]!;
      if (type === 'I') view.setInt16(at, value, true);
      else if (type === 'L') view.setInt32(at, value, true);
      else if (type === 'F') view.setFloat32(at, value, true);
      else view.setFloat64(at, value, true);
      at += numberTypes[type].bytes;
    }
  return new Uint8Array(view.buffer);
}

function packBits(valid: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(valid.length / 8));
  for (let n = 0; n < valid.length; n++) if (valid[n] !== 0) bits[n >> 3]! |= 1 << (n & 7);
  return bits;
}

function headerXml(document: X3pDocument, pointsMd5: string, validMd5: string | null): string {
  const { axes, rotation, about, size } = document;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<p:ISO5436_2 xmlns:p="http://www.opengps.eu/2008/ISO5436_2">',
    '  <Record1>',
    tag(4, 'Revision', document.revision),
    tag(4, 'FeatureType', document.featureType),
    '    <Axes>',
    ...axis('CX', axes.x),
    ...axis('CY', axes.y),
    ...axis('CZ', axes.z),
  ];
  if (rotation !== null)
    lines.push(
      '      <Rotation>',
      ...rotation.map((value, at) => tag(8, `r${Math.floor(at / 3) + 1}${(at % 3) + 1}`, String(value))),
      '      </Rotation>',
    );
  lines.push('    </Axes>', '  </Record1>');
  if (about !== null)
    lines.push(
      '  <Record2>',
      ...given(4, 'Date', about.date),
      ...given(4, 'Creator', about.creator),
      '    <Instrument>',
      ...given(6, 'Manufacturer', about.manufacturer),
      ...given(6, 'Model', about.model),
      ...given(6, 'Serial', about.serial),
      ...given(6, 'Version', about.version),
      '    </Instrument>',
      ...given(4, 'CalibrationDate', about.calibrationDate),
      '    <ProbingSystem>',
      ...given(6, 'Type', about.probeType),
      ...given(6, 'Identification', about.probe),
      '    </ProbingSystem>',
      ...given(4, 'Comment', about.comment),
      '  </Record2>',
    );
  lines.push('  <Record3>');
  if (size.kind === 'list') lines.push(tag(4, 'ListDimension', String(size.points)));
  else
    lines.push(
      '    <MatrixDimension>',
      tag(6, 'SizeX', String(size.x)),
      tag(6, 'SizeY', String(size.y)),
      tag(6, 'SizeZ', String(size.z)),
      '    </MatrixDimension>',
    );
  lines.push(
    '    <DataLink>',
    tag(6, 'PointDataLink', 'bindata/data.bin'),
    tag(6, 'MD5ChecksumPointData', pointsMd5),
    ...(validMd5 === null
      ? []
      : [tag(6, 'ValidPointsLink', 'bindata/valid.bin'), tag(6, 'MD5ChecksumValidPoints', validMd5)]),
    '    </DataLink>',
    '  </Record3>',
    '  <Record4>',
    tag(4, 'ChecksumFile', 'md5checksum.hex'),
    '  </Record4>',
    '</p:ISO5436_2>',
    '',
  );
  return lines.join('\n');
}

function axis(name: string, { type, numbers, increment, offset }: X3pAxis): string[] {
  return [
    `      <${name}>`,
    tag(8, 'AxisType', type === 'incremental' ? 'I' : 'A'),
    tag(8, 'DataType', numbers),
    tag(8, 'Increment', String(increment)),
    tag(8, 'Offset', String(offset)),
    `      </${name}>`,
  ];
}

function given(indent: number, name: string, value: string | null): string[] {
  return value === null ? [] : [tag(indent, name, value)];
}

function tag(indent: number, name: string, value: string): string {
  return `${' '.repeat(indent)}<${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</${name}>`;
}
