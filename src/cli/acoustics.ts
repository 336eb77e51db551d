import { acousticsDetect } from './acoustics-detect.ts';
import { acousticsScenes } from './acoustics-scenes.ts';
import { UsageError, type Command } from './command.ts';

export const acousticsCommand: Command = {
  name: 'acoustics',
  summary: 'Pick impulses in recordings, and locate shots by them',
  help: `flashlight acoustics detect FILE.wav… [--json]
flashlight acoustics locate SCENES.jsonl [--workers N] [--json]
flashlight acoustics simulate OUT.jsonl --seed N --scenes N [--kind KIND] [--grouped] [--json]

Needs no store. detect picks the impulses of each recording (WAV or RF64, 8 to 192 kHz, any number of
channels): when each began, from the first sample on, how surely, its peak (1 is full scale), how far
above the noise, and its shape. With --json one line for each file:
  {file, sampleRateHz, channels, seconds, pulses: [{channel, timeSeconds, onsetSigmaSeconds, peak,
   snrDb, features}], warnings}
A file that cannot be read is told of (with --json as {file, error}), the others are answered, and the
exit code is 1. An impulse is not yet a shot: doors and claps are picked too.

locate answers each scene (one JSON object a line) with one line, in order:
  { "id", "temperatureC"?, "windMps"?: {"east", "north"},          wind: towards where it blows
    "sensors": [{"id", "x", "y", "z"?} or {"id", "lon", "lat", "elevationMeters"?}],
    "pulses": [{"id"?, "sensor", "timeSeconds", "snrDb"?, "levelDb"?}], "grouped": true }
grouped says that the pulses are the first arrivals of one shot, and must be true. Answers are shots, located or
undetermined with a code, and incidents; ellipse95 gives half axes in metres and the bearing of the
longer one, and 5.99 times the covariance is that ellipse. A line that is no scene gets
{"line", "error": {"code", "where", "expected", "got"}} and the next is read.

simulate writes scenes of a city of 60 sensors, and their truth beside them in OUT.truth.jsonl.
Kinds: single, semi-automatic, automatic, two-shooters, moving, clutter; each in turn where left out.
With --grouped every scene is one shot's first arrivals. The same seed gives the same bytes.

Example: flashlight acoustics simulate scenes.jsonl --seed 7 --scenes 100 --grouped`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === 'detect') return acousticsDetect(rest, io);
    if (verb === 'locate' || verb === 'simulate') return acousticsScenes(args, io);
    throw new UsageError(`Expected detect, locate or simulate; got ${verb ?? 'nothing'}.`);
  },
};
