import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jpegOf, pngOf, webpOf } from '../../test/contract/made-pictures.ts';
import { readPicture } from './picture.ts';

describe('a picture', () => {
  const side = fc.integer({ min: 1, max: 300 });

  test('of any of the three kinds gives the size it was made with, and no metadata', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        for (const [type, bytes] of [
          ['image/png', pngOf(width, height)],
          ['image/jpeg', jpegOf(width, height)],
          ['image/webp', webpOf(width, height)],
        ] as const)
          expect(readPicture(bytes)).toEqual({ kind: 'picture', type, width, height, metadata: [] });
      }),
      { numRuns: 30 },
    );
  });

  test('that carries what a camera or an editor wrote says so', () => {
    expect(readPicture(pngOf(2, 2, [['eXIf', 'II*']]))).toMatchObject({ metadata: ['eXIf'] });
    expect(readPicture(pngOf(2, 2, [['tEXt', 'Author\0A']]))).toMatchObject({ metadata: ['tEXt'] });
    expect(readPicture(jpegOf(2, 2, [[0xe1, 'Exif\0\0MM']]))).toMatchObject({ metadata: ['APP1'] });
    expect(readPicture(jpegOf(2, 2, [[0xfe, 'made by']]))).toMatchObject({ metadata: ['COM'] });
    expect(readPicture(jpegOf(2, 2, [[0xed, 'Photoshop 3.0\0']]))).toMatchObject({ metadata: ['APP13'] });
    expect(readPicture(jpegOf(2, 2, [[0xe2, 'MPF\0']]))).toMatchObject({ metadata: ['APP2'] });
    expect(readPicture(webpOf(2, 2, [['EXIF', 'II*']]))).toMatchObject({ metadata: ['EXIF'] });
    expect(readPicture(webpOf(2, 2, [['XMP ', '<x/>']]))).toMatchObject({ metadata: ['XMP'] });
  });

  test('with anything after its end says so', () => {
    for (const bytes of [pngOf(3, 3), jpegOf(3, 3), webpOf(4, 4)])
      expect(readPicture(Buffer.concat([bytes, Buffer.from('GPS')]))).toMatchObject({ metadata: ['after the end'] });
  });

  test('with a colour profile carries no metadata', () => {
    expect(readPicture(jpegOf(2, 2, [[0xe2, 'ICC_PROFILE\0\x01\x01']]))).toMatchObject({ metadata: [] });
    expect(readPicture(pngOf(2, 2, [['iCCP', 'p\0\0']]))).toMatchObject({ metadata: [] });
  });

  test('cut off anywhere is broken or of no kind', () => {
    for (const bytes of [pngOf(9, 9), jpegOf(9, 9), webpOf(9, 9)])
      for (let end = 0; end < bytes.length; end++)
        expect([end, readPicture(bytes.subarray(0, end)).kind]).toEqual([end, 'none']);
  });
});

test('a file of another kind is no picture, whatever is in it', () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', '%PDF-1.7', '<html>', ''])
    expect(readPicture(Buffer.from(text))).toEqual({ kind: 'none', why: 'unknown-type' });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(['picture', 'none']).toContain(readPicture(bytes).kind);
    }),
  );
});
