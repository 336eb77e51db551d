import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { streamPulseSchema, type StreamPulse } from '../model/stream-pulse.ts';

const check = TypeCompiler.Compile(Type.Array(streamPulseSchema));

/** Pulses from the text of a message of the stream; null where it holds anything else. */
export function readPulses(text: string): StreamPulse[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return check.Check(value) ? value : null;
}
