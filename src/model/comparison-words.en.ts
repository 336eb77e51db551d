/** Words of a comparison of two surfaces, for the portal and for what is printed. */
export const comparisonWordsEn = {
  'compare.caution':
    'Possible association at most; not a confirmed identification; requires microscopic confirmation of the exhibits themselves by a firearms examiner.',
  'compare.lead.LEAD':
    'NIBIN lead {number}: two people saw a possible association on the screen. No examiner confirmed it on the specimens.',
  'compare.lead.HIT':
    'NIBIN lead {number} is a hit: an examiner concluded on the specimens, and another examiner verified it. See the limitations of the report.',
  'compare.lead.WITHDRAWN':
    'NIBIN lead {number} of these two exhibits was withdrawn: the association does not hold. What is printed here must not be used as if it did.',
  'compare.lead.elsewhere':
    'It was not withdrawn here: {sources} withdraws the same tie. Until it is settled which holds, nothing may rest on it.',
  'compare.lead.retracted': 'It was taken back for an error that was found: {reason}',
  'compare.lead.concluded':
    'Examiner {examiner} concluded on {on}: {conclusion} (report {report}), verified by {verifier}. Limitations, as in the report: {limitation}',
  'compare.lead.heading': 'NIBIN lead and examination',
  'compare.concluded.IDENTIFICATION': 'identification',
  'compare.concluded.INCONCLUSIVE': 'inconclusive',
  'compare.concluded.ELIMINATION': 'elimination',
  'compare.concluded.UNSUITABLE': 'unsuitable',
  'compare.noConclusion':
    'The program says how much of one surface is found on the other. It ranks what an examiner should look at. It draws no conclusion, and its score is no probability.',
  'compare.subclass':
    'Marks that firearms of one make and time share (sub-class marks) can make two firearms look like one. The program cannot tell them from the marks of a single firearm; an examiner must.',
  'compare.limits':
    'A low score does not say that two firearms were used: other ammunition, wear, or a scan that lacks part of the impression lower it. Inconclusive is an answer.',
  'compare.title': 'Comparison of {first} and {second}',
  'compare.first': 'First',
  'compare.second': 'Second',
  'compare.exhibit': 'Exhibit',
  'compare.item': 'Item {item}',
  'compare.case': 'Case',
  'compare.kind': 'Kind',
  'compare.calibre': 'Calibre',
  'compare.origin': 'Origin',
  'compare.notKnown': 'not known',
  'compare.kind.CASING': 'Cartridge case',
  'compare.kind.BULLET': 'Bullet',
  'compare.kind.FIREARM': 'Firearm',
  'compare.kind.LIVE_ROUND': 'Live round',
  'compare.kind.FRAGMENT': 'Fragment',
  'compare.origin.SCENE': 'Scene',
  'compare.origin.TEST_FIRE': 'Test fire',
  'compare.made': 'Made up to show what the program does: no such exhibit exists.',

  'compare.found': 'What the program found',
  'compare.nothing': 'Too little of the two surfaces overlaps to say anything.',
  'compare.notReady': 'Nothing is compared: of one of the two no scan is prepared.',
  'compare.score': 'Congruent cells, both ways',
  'compare.cellsOf': '{n} of {of} compared',
  'compare.firstOnSecond': 'Cells of the first found on the second',
  'compare.secondOnFirst': 'Cells of the second found on the first',
  'compare.notCompared': '{n} more of the first hold too little to be compared',
  'compare.whole': 'Correlation of the wholes',
  'compare.turned': 'The second lies turned by',
  'compare.moved': 'and moved by',
  'compare.across': '{x} µm across, {y} µm down',
  'compare.ratio': 'Likelihood ratio',
  'compare.ratioIs':
    'What was found is {times} times as likely if both were fired in one firearm as if in two of: {class} ({firearms} firearms). From {low} to {high}, as firearms of the set are drawn anew. The logarithm to base ten is {log10}.',
  'compare.ratioLess':
    'What was found is {times} times less likely if both were fired in one firearm than if in two of: {class} ({firearms} firearms). From {low} to {high}, as firearms of the set are drawn anew. The logarithm to base ten is {log10}.',
  'compare.moreThan': 'more than {times}',
  'compare.lessThan': 'less than {times}',
  'compare.ratioCut': 'The set bears out no more: the ratio is cut there.',
  'compare.ratioOnly':
    'It holds for that class alone: whether both are of it is for a person to say. It is no probability that one firearm was used.',
  'compare.undetermined.no-calibration-set':
    'Undetermined: there is no calibration set. Without scans of their class whose firearms are known nothing can be said.',
  'compare.undetermined.calibration-of-other-method':
    'Undetermined: the calibration set is of another version of the comparison.',
  'compare.undetermined.calibration-without-class':
    'Undetermined: the calibration set does not say of which calibre, firing-pin aperture and breech face it is.',
  'compare.undetermined.other-class':
    'Undetermined: an exhibit is of another calibre, firing-pin aperture or breech face than the calibration set.',
  'compare.undetermined.class-unknown':
    'Undetermined: calibre, firing-pin aperture or breech face of an exhibit is not known, so that nobody can say whether it is of the class of the calibration set.',
  'compare.undetermined.turns-left-out':
    'Undetermined: turns were left out of the comparison, which the calibration set did not do.',
  'compare.undetermined.too-little-compared': 'Undetermined: too little was compared.',

  'compare.cells': 'Cells',
  'compare.cellsLegend':
    'A solid square is a congruent cell, a dashed one is not, a hatched one could not be compared. The line leads from where a cell lies on the first to where it was found on the second; it is drawn {n} times as long.',
  'compare.row': 'Row',
  'compare.column': 'Column',
  'compare.correlation': 'Correlation',
  'compare.off': 'Found off by, µm',
  'compare.turn': 'Turn',
  'compare.why': 'Why',
  'compare.reason.congruent': 'congruent',
  'compare.reason.elsewhere': 'alike, but more than {allowance} µm from where the others lie',
  'compare.reason.unlike': 'nowhere alike enough: below {least}',
  'compare.reason.too-little': 'too little measured on both',
  'compare.reason.not-compared': 'too little measured on the first',
  'compare.noCells': 'No cell was compared.',

  'compare.picture.first': 'The first, lit from the upper left',
  'compare.picture.second': 'The second, laid over the first by the program',
  'compare.picture.difference': 'First less second, {range} µm either way; blue: second higher',
  'compare.pictures': 'Both surfaces',
  'compare.hatched': 'Hatched: not measured. Faint, hatched the other way: measured, and not of the breech face.',
  'compare.scale': 'The pictures are {mm} mm wide.',

  'compare.method': 'How it was compared',
  'compare.engine': 'Version of the comparison',
  'compare.program': 'Program',
  'compare.thresholds':
    'Cells of {cell} µm; congruent from a correlation of {least}, within {allowance} µm of the middle of those that are alike.',
  'compare.methodPage': 'Method, thresholds with their sources, and measured errors: docs/methods/ballistics.md.',
  'compare.scan': 'Scan',
  'compare.file': 'File',
  'compare.hash': 'SHA-256 of the file as handed in',
  'compare.surfaceHash': 'SHA-256 of the surface compared',
  'compare.pitch': 'Step',
  'compare.mask': 'Breech face',
  'compare.masked.found': 'found by the program, confidence {confidence} of 1',
  'compare.masked.drawn': 'drawn by {who}',
  'compare.masked.given': 'masked before the scan came here',
  'compare.text': 'What the city says of examinations',
  'compare.errorRates': 'Published error rates',
  'compare.inconclusives': 'Inconclusive results',
  'compare.textNone': 'The city has signed no text on this.',
  'compare.textBy': 'Version {version} of the city’s settings, signed by {by} on {at}.',
  'compare.cautions': 'What this report does not say',
} as const;
