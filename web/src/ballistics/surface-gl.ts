import {
  hatchPixels,
  lightOver,
  type Colour,
  type DrawnSurface,
  type Picture,
  type Shown,
} from '../../../src/ballistics/paint-surfaces.ts';
import type { PlaneMap } from '../../../src/ballistics/surface-placing.ts';
import { fragmentSource, vertexSource } from './surface-shader.ts';

/** Draws pictures of surfaces on one canvas. */
export interface SurfaceGl {
  /** `scale`: pixels of the canvas to one of the page. */
  draw(picture: Picture, scale: number): void;
  close(): void;
}

/** What lies on the card, and of which arrays: heights of megabytes stay there while a mask changes. */
interface Held<T> {
  readonly of: T;
  readonly texture: WebGLTexture;
}

const number: Readonly<Record<Shown, number>> = { first: 0, second: 1, difference: 2 };
const names = [
  'first',
  'second',
  'firstMask',
  'secondMask',
  'there',
  'size',
  'firstX',
  'firstY',
  'secondX',
  'secondY',
  'firstLight',
  'secondLight',
  'relief',
  'split',
  'shown',
  'byHeight',
  'maskShown',
  'range',
  'offset',
  'hatchPixels',
  'ground',
  'hatch',
] as const;

/** Null where the browser has no WebGL2, or where surfaces are wider than its textures may be. */
export function openSurfaceGl(canvas: HTMLCanvasElement): SurfaceGl | null {
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, preserveDrawingBuffer: true });
  if (gl === null) return null;
  const program = programOf(gl);
  if (program === null) return null;
  const at = Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)])) as Record<
    (typeof names)[number],
    WebGLUniformLocation | null
  >;
  const nothing = pointsTexture(gl, { width: 1, height: 1, points: new Float32Array(4) });
  const points: (Held<Float32Array> | undefined)[] = [];
  const masks: (Held<Uint8Array> | undefined)[] = [];
  gl.useProgram(program);
  gl.bindVertexArray(gl.createVertexArray());

  return { draw, close: () => gl.getExtension('WEBGL_lose_context')?.loseContext() };

  function draw(picture: Picture, scale: number): void {
    if (gl === null || gl.isContextLost()) return;
    const { width, height } = canvas;
    gl.viewport(0, 0, width, height);
    for (const [n, surface] of [picture.first, picture.second].entries()) bind(n, surface);
    gl.uniform1i(at.first, 0);
    gl.uniform1i(at.firstMask, 1);
    gl.uniform1i(at.second, 2);
    gl.uniform1i(at.secondMask, 3);
    gl.uniform2i(at.there, Number(picture.first !== null), Number(picture.second !== null));
    gl.uniform2f(at.size, width, height);
    place(at.firstX, at.firstY, picture.placing.first, picture.first);
    place(at.secondX, at.secondY, picture.placing.second, picture.second);
    gl.uniform3fv(at.firstLight, lightOver(picture.light, picture.placing.first));
    gl.uniform3fv(at.secondLight, lightOver(picture.light, picture.placing.second));
    gl.uniform1f(at.relief, picture.light.relief);
    gl.uniform1f(at.split, picture.split);
    gl.uniform2i(at.shown, number[picture.shown], number[picture.beside]);
    gl.uniform1i(at.byHeight, Number(picture.look === 'height'));
    gl.uniform1i(at.maskShown, Number(picture.maskShown));
    gl.uniform1f(at.range, picture.rangeMicrons);
    gl.uniform1f(at.offset, picture.offsetMicrons);
    gl.uniform1f(at.hatchPixels, hatchPixels * scale);
    gl.uniform3fv(at.ground, parts(picture.ground));
    gl.uniform3fv(at.hatch, parts(picture.hatch));
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  function bind(n: number, surface: DrawnSurface | null): void {
    if (gl === null) return;
    if (surface !== null && points[n]?.of !== surface.points) {
      gl.deleteTexture(points[n]?.texture ?? null);
      points[n] = { of: surface.points, texture: pointsTexture(gl, surface) };
    }
    if (surface !== null && masks[n]?.of !== surface.mask) {
      gl.deleteTexture(masks[n]?.texture ?? null);
      masks[n] = { of: surface.mask, texture: maskTexture(gl, surface) };
    }
    gl.activeTexture(gl.TEXTURE0 + 2 * n);
    gl.bindTexture(gl.TEXTURE_2D, surface === null ? nothing : points[n]!.texture);
    gl.activeTexture(gl.TEXTURE1 + 2 * n);
    gl.bindTexture(gl.TEXTURE_2D, surface === null ? nothing : masks[n]!.texture);
  }

  function place(
    across: WebGLUniformLocation | null,
    down: WebGLUniformLocation | null,
    map: PlaneMap,
    surface: DrawnSurface | null,
  ): void {
    const [width, height] = [surface?.width ?? 1, surface?.height ?? 1];
    gl?.uniform3f(across, map.xx / width, map.xy / width, map.x / width);
    gl?.uniform3f(down, map.yx / height, map.yy / height, map.y / height);
  }
}

function parts(colour: Colour): [number, number, number] {
  return [colour[0] / 255, colour[1] / 255, colour[2] / 255];
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) === true) return program;
  if (gl.isContextLost()) return null;
  throw new Error(`The program that draws surfaces does not link: ${gl.getProgramInfoLog(program) ?? ''}`);
}

/** Half the precision of a number is enough to look at: 5 nm of 10 µm. Figures are read from the heights themselves. */
function pointsTexture(
  gl: WebGL2RenderingContext,
  { width, height, points }: Pick<DrawnSurface, 'width' | 'height' | 'points'>,
): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16F, width, height, 0, gl.RGBA, gl.FLOAT, points);
  keepEdges(gl, gl.LINEAR);
  return texture;
}

function maskTexture(gl: WebGL2RenderingContext, { width, height, mask }: DrawnSurface): WebGLTexture {
  const texture = gl.createTexture();
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  const bytes = mask.map((value) => value * 255);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, height, 0, gl.RED, gl.UNSIGNED_BYTE, bytes);
  keepEdges(gl, gl.NEAREST);
  return texture;
}

function keepEdges(gl: WebGL2RenderingContext, filter: number): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}
