import { acousticsClassify } from './acoustics-classify.ts';
import { acousticsDetect } from './acoustics-detect.ts';
import { acousticsReplay } from './acoustics-replay.ts';
import { acousticsScenes } from './acoustics-scenes.ts';
import { UsageError, type Command } from './command.ts';

export const acousticsCommand: Command = {
  name: 'acoustics',
  summary: 'Pick impulses in recordings, tell gunfire from other sounds, and find and locate shots',
  help: `flashlight acoustics detect FILE.wav… [--json]
flashlight acoustics classify FILE.wav… [--json]
flashlight acoustics locate SCENES.jsonl [--workers N] [--json]
flashlight acoustics simulate OUT.jsonl --seed N --scenes N [--kind KIND] [--grouped] [--json]
flashlight acoustics replay DIR [--from pulses|audio] [--json]

Needs no store. detect picks the impulses of each recording (WAV or RF64, 8 to 192 kHz, any number of
channels): when each began, from the first sample on, how surely, its peak (1 is full scale), how far
above the noise, and its shape. With --json one line for each file:
  {file, sampleRateHz, channels, seconds, pulses: [{channel, timeSeconds, onsetSigmaSeconds, peak,
   snrDb, features}], warnings}
A file that cannot be read is told of (with --json as {file, error}), the others are answered, and the
exit code is 1. An impulse is not yet a shot: doors and claps are picked too.

classify says of each recording whether it holds gunfire: of its pieces of two seconds the one that is
most like it. With --json one line for each file:
  {file, gunfire, otherClasses: [{name, probability}], decision: gunfire, not-gunfire or unsure,
   features: [{feature, value, contribution, description}], strange, fromSeconds, channel, …, warnings}
gunfire is a probability that held of made sound of even odds; a contribution is what a feature adds to
the logarithm of those odds. It learnt from made sound alone: read docs/methods/acoustics-classifying.md.

locate answers each scene (one JSON object a line) with one line, in order:
  { "id", "temperatureC"?, "windMps"?: {"east", "north"},          wind: towards where it blows
    "sensors": [{"id", "x", "y", "z"?} or {"id", "lon", "lat", "elevationMeters"?}],
    "pulses": [{"id"?, "sensor", "timeSeconds", "snrDb"?, "levelDb"?}], "grouped"?: true }
Pulses are grouped into shots, and shots into incidents (rounds; single, multiple or automatic; shooters;
moving). grouped says that the pulses are the first arrivals of one shot. Answers are shots, located (with
what is taken for their echoes) or undetermined with a code, and incidents; ellipse95 gives half axes in
metres and the bearing of the longer one, and 5.99 times the covariance is that ellipse; air is the air as it
was estimated with the place, and whether what was noted was held to (noted). A line that is no
scene gets {"line", "error": {"code", "where", "expected", "got"}} and the next is read.

simulate writes scenes of a city of 60 sensors, and their truth beside them in OUT.truth.jsonl.
Kinds: single, semi-automatic, automatic, two-shooters, moving, clutter; each in turn where left out.
With --grouped every scene is one shot's first arrivals. The same seed gives the same bytes.

replay locates every test of a live fire in the layout of Tech Note 098 (DIR/POSITION/test_N/…) from all its
pulses, or from its recordings alone, and holds counts, places and ellipses against the survey.

Example: flashlight acoustics simulate scenes.jsonl --seed 7 --scenes 100 --grouped`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === 'detect') return acousticsDetect(rest, io);
    if (verb === 'classify') return acousticsClassify(rest, io);
    if (verb === 'locate' || verb === 'simulate') return acousticsScenes(args, io);
    if (verb === 'replay') return acousticsReplay(rest, io);
    throw new UsageError(`Expected detect, classify, locate, simulate or replay; got ${verb ?? 'nothing'}.`);
  },
};
