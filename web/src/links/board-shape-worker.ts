import { shapeOf, type ShapeQuestion } from './board-shape.ts';

// Beside the page: the largest boards take seconds, in which the page would not answer.
addEventListener('message', ({ data }: MessageEvent<ShapeQuestion>) => postMessage(shapeOf(data)));
