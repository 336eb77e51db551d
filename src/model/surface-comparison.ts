import { Type, type Static } from '@sinclair/typebox';
import { comparisonLeadSchema } from './comparison-lead.ts';
import { ballisticTextSchema } from './ballistic-text.ts';
import { nullable } from './evidence.ts';
import { scanStates, undeterminedCodes } from './exhibits.ts';
import { entityIdSchema } from './ids.ts';

/** Shapes of a comparison of two scans: what the engine found, where, and by what it was held. No conclusion. */

const count = (description: string) => Type.Integer({ minimum: 0, description });
const microns = (description: string) => Type.Number({ description: `${description}, micrometres` });
const shift = (description: string) => Type.Object({ x: microns('Across'), y: microns('Down') }, { description });

export const cellReasons = ['congruent', 'elsewhere', 'unlike', 'too-little'] as const;

export const comparedCellSchema = Type.Object(
  {
    row: count('Row of the lattice on the first'),
    column: count('Column of the lattice on the first'),
    leftMicrons: microns('Its left edge from the corner of the first scan'),
    topMicrons: microns('Its upper edge from the corner of the first scan'),
    xMicrons: microns('How far across from where the whole lies it was found on the second'),
    yMicrons: microns('How far down from where the whole lies it was found on the second'),
    rotationDegrees: Type.Number({ description: 'Turn of the second at which it was found' }),
    correlation: nullable(
      Type.Number({ description: "Pearson's correlation there; null where too little is measured" }),
    ),
    congruent: Type.Boolean({ description: 'It counts as congruent' }),
    reason: Type.Union(
      cellReasons.map((each) => Type.Literal(each)),
      {
        description:
          'congruent; elsewhere: alike, but further from where the others lie than is allowed; unlike: nowhere alike enough; too-little: too little measured on both',
      },
    ),
  },
  { $id: 'SurfaceCell', description: 'A cell of the first scan, looked for on the second' },
);
export type SurfaceCell = Static<typeof comparedCellSchema>;

export const likelihoodRatioSchema = Type.Union(
  [
    Type.Object({
      kind: Type.Literal('determined', { description: 'There is a ratio' }),
      log10: Type.Number({ description: 'Base-ten logarithm of the ratio' }),
      low: Type.Number({ description: 'From here (5 of 100 sets drawn anew lie below)' }),
      high: Type.Number({ description: 'To here (5 of 100 lie above)' }),
      cut: Type.Union([Type.Literal('none'), Type.Literal('low'), Type.Literal('high')], {
        description: 'Whether the set bears out no more, or no less, than is said',
      }),
      class: Type.String({ description: 'Of which firearms, ammunition and instrument the set is' }),
      firearms: count('Firearms of the set'),
    }),
    Type.Object({
      kind: Type.Literal('undetermined', { description: 'There is none' }),
      code: Type.Union(
        undeterminedCodes.map((each) => Type.Literal(each)),
        { description: 'Why there is no ratio' },
      ),
    }),
  ],
  {
    $id: 'SurfaceLikelihoodRatio',
    description:
      'How much likelier the count of congruent cells is among pairs of one firearm than of two of the class of a calibration set; or why nothing is said',
  },
);

/** What the engine says of two surfaces. */
export const comparedSurfacesSchema = Type.Object(
  {
    engine: Type.String({ description: 'Version of the comparison' }),
    score: nullable(
      Type.Number({
        description:
          'Congruent cells both ways over cells compared both ways; null where too little overlaps. No probability',
      }),
    ),
    congruentCells: count('Cells of the first found congruent on the second'),
    congruentCellsReverse: count('Cells of the second found congruent on the first'),
    highCongruentCells: count('Cells of the first congruent in either direction'),
    cellsCompared: count('Cells of the first that were compared'),
    cellsComparedReverse: count('Cells of the second that were compared'),
    rotationDegrees: nullable(Type.Number({ description: 'Turn of the second over the first' })),
    translationMicrons: nullable(shift('Where the second is then moved')),
    wholeScanCorrelation: nullable(Type.Number({ description: 'Correlation of the wholes as laid' })),
    logLikelihoodRatio: likelihoodRatioSchema,
    firstMiddle: shift('What the first is turned about, from its corner'),
    secondMiddle: shift('What the second is turned about, from its corner'),
    cellMicrons: microns('Side of a cell'),
    correlationLeast: Type.Number({ description: 'A cell that correlates less is unlike' }),
    allowanceMicrons: microns('A cell further from the middle of those alike is elsewhere'),
    middleOfAlike: nullable(shift('Where cells that are alike lie together, from where the whole was laid')),
    cells: Type.Array(comparedCellSchema, { description: 'Cells of the first that were compared' }),
    cellsNotCompared: Type.Array(
      Type.Object({
        row: count('Row of the lattice on the first'),
        column: count('Column of the lattice on the first'),
        leftMicrons: microns('Its left edge from the corner of the first scan'),
        topMicrons: microns('Its upper edge from the corner of the first scan'),
      }),
      { description: 'Cells of the first of which something was measured, but too little to compare them' },
    ),
    seconds: Type.Number({ description: 'What the comparison took' }),
  },
  {
    $id: 'ComparedSurfaces',
    description: 'What the engine says of two surfaces; the first and second as they were named',
  },
);
export type ComparedSurfaces = Static<typeof comparedSurfacesSchema>;

export const scanVersionSchema = Type.Object(
  {
    scan: Type.Integer({ description: 'Number of the scan, which is one preparation of a file' }),
    file: Type.String({ description: 'Name of the file as handed in' }),
    sha256: Type.String({ description: 'SHA-256 of the file as handed in' }),
    surfaceSha256: nullable(Type.String({ description: 'SHA-256 of the surface made of it, which is compared' })),
    state: Type.Union(
      scanStates.map((each) => Type.Literal(each)),
      { description: 'Received and waiting, prepared, or failed' },
    ),
    masked: Type.Union([Type.Literal('found'), Type.Literal('drawn'), Type.Literal('given')], {
      description: 'Whether the breech face was found by the engine, drawn by a person, or masked before it came',
    }),
    maskBy: nullable(Type.String({ description: 'Who drew the mask' })),
    maskConfidence: nullable(
      Type.Number({
        description: '0 to 1 where the engine found it; below a half somebody should look. No probability',
      }),
    ),
    pitchMicrons: nullable(Type.Number({ description: 'Step of the surface in micrometres' })),
    breechFacePoints: nullable(count('Points of the breech face')),
    engine: nullable(Type.String({ description: 'Version of what prepared it' })),
    failure: nullable(Type.String({ description: 'Code of why it could not be prepared' })),
    supersededBy: nullable(Type.Integer({ description: 'The preparation that took its place' })),
    by: Type.String({ description: 'Who handed it in, or drew its mask' }),
    at: Type.String({ description: 'When, ISO 8601' }),
  },
  { $id: 'ScanVersion', description: 'A preparation of a scan' },
);
export type ScanVersion = Static<typeof scanVersionSchema>;

export const comparedExhibitSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit here' }),
    item: Type.String({ description: 'Item number of the agency' }),
    case: nullable(Type.String({ description: 'Case number as written' })),
    kind: Type.String({ description: 'What it is; CASING is a cartridge case' }),
    origin: Type.String({ description: 'SCENE or TEST_FIRE' }),
    calibre: nullable(
      Type.String({
        description: 'Code of the calibre, or the words where they name several; null where it is not known',
      }),
    ),
    aperture: nullable(Type.String({ description: 'Shape of the firing-pin aperture; null where it is not known' })),
    breechFace: nullable(Type.String({ description: 'Marks of the breech face; null where they are not known' })),
    sureClass: Type.Object(
      {
        calibre: nullable(Type.String({ description: 'Code of the calibre, where a laboratory read it' })),
        aperture: nullable(Type.String({ description: 'Shape of the firing-pin aperture' })),
        breechFace: nullable(Type.String({ description: 'Marks of the breech face' })),
      },
      { description: 'What of its class is sure: ratios go by nothing else' },
    ),
    incident: nullable(entityIdSchema),
    firearm: nullable(entityIdSchema),
    made: Type.Boolean({ description: 'Only made to show what the program does' }),
    scan: nullable(Type.Integer({ description: 'The preparation looked at; null where there is none' })),
    scans: Type.Array(scanVersionSchema, { description: 'All preparations, the newest first' }),
  },
  { $id: 'ComparedExhibit', description: 'One of the two exhibits of a comparison, with its scans' },
);
export type ComparedExhibit = Static<typeof comparedExhibitSchema>;

export const surfaceComparisonSchema = Type.Object(
  {
    first: comparedExhibitSchema,
    second: comparedExhibitSchema,
    compared: nullable(comparedSurfacesSchema),
    lead: nullable(comparisonLeadSchema),
    text: ballisticTextSchema,
  },
  {
    $id: 'SurfaceComparison',
    description: 'Two exhibits side by side; nothing is compared where one has no prepared scan',
  },
);
export type SurfaceComparison = Static<typeof surfaceComparisonSchema>;
