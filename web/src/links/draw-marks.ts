import type Sigma from 'sigma';
import { iconPaths } from '../frame/icon.tsx';
import { tokenColour } from '../frame/theme.ts';
import { labelSpots } from './label-spots.ts';
import type { LinkChartProps } from './link-chart.tsx';
import { colourTokens, fieldRoom, groupToken, rankOf, wordsOf } from './mark-look.ts';

const labelFont = '12px Inter, system-ui, sans-serif';
const labelFontStrong = '600 12px Inter, system-ui, sans-serif';

/** Beyond so many, marks are the plain discs the graphics card draws, and words are given to the weightiest. */
export const plainFrom = 800;
const wordsMost = 400;
/** While so many are moved, the words of a few go along. */
const wordsMoving = 60;

const iconShapes = new Map<string, Path2D>();
function iconShape(kind: keyof typeof iconPaths): Path2D {
  let shape = iconShapes.get(kind);
  if (shape === undefined) {
    shape = new Path2D(iconPaths[kind]);
    iconShapes.set(kind, shape);
  }
  return shape;
}

const extents = new Map<string, number>();
/** Words are measured once: a chart draws the same ones at every step of a movement. */
function extentOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font.startsWith('600') ? '!' : ''}${text}`;
  let extent = extents.get(key);
  if (extent === undefined) {
    extent = context.measureText(text).width;
    if (document.fonts.status === 'loaded') extents.set(key, extent);
  }
  return extent;
}

/** A small sheet: there is a note or a picture on it. */
function drawSheet(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  colours: { readonly panel: string; readonly ink: string },
): void {
  context.beginPath();
  context.rect(left, top, 8, 9);
  context.fillStyle = colours.panel;
  context.fill();
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.2;
  context.stroke();
  context.beginPath();
  for (const line of [3, 6]) {
    context.moveTo(left + 2, top + line);
    context.lineTo(left + 6, top + line);
  }
  context.stroke();
}

interface GroupMark {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly group: number;
}

/** Around a mark, the field of its group. */
function drawField(context: CanvasRenderingContext2D, { x, y, radius, group }: GroupMark): void {
  const colour = tokenColour(groupToken(group));
  context.beginPath();
  context.arc(x, y, radius + fieldRoom(radius), 0, 2 * Math.PI);
  context.globalAlpha = 0.3;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke();
}

/** The number of the group, so that it is never told by colour alone. */
function drawNumber(context: CanvasRenderingContext2D, { x, y, radius, group }: GroupMark): void {
  const text = String(group);
  const left = x - radius * 0.8;
  const top = y - radius * 0.8;
  const high = radius < 10 ? 5 : 6.5;
  context.font = `600 ${radius < 10 ? 8 : 10}px Inter, system-ui, sans-serif`;
  const half = Math.max(high, context.measureText(text).width / 2 + 3);
  context.beginPath();
  context.roundRect(left - half, top - high, 2 * half, 2 * high, high);
  context.fillStyle = tokenColour(groupToken(group));
  context.fill();
  context.strokeStyle = tokenColour('panel');
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = tokenColour('on-accent');
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, left, top + 0.5);
  context.textAlign = 'start';
}

/** Rings, signs and words over the nodes; words only where they stand clear of each other. */
export function drawMarks(
  sigma: Sigma,
  canvas: HTMLCanvasElement,
  props: LinkChartProps,
  hovered: string | null,
): void {
  const { width, height } = sigma.getDimensions();
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const colours = {
    panel: tokenColour('panel'),
    ink: tokenColour('ink'),
    muted: tokenColour('muted'),
    strong: tokenColour('line-strong'),
    accent: tokenColour('accent'),
    soft: tokenColour('accent-soft'),
    onAccent: tokenColour('on-accent'),
    unknown: tokenColour('unknown'),
  };
  const many = props.entities.length > plainFrom;
  const nodes = props.entities.flatMap((entity) => {
    const data = sigma.getNodeDisplayData(entity.id);
    if (data === undefined) return [];
    const { x, y } = sigma.framedGraphToViewport(data);
    const radius = sigma.scaleSize(data.size);
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) return [];
    return [{ entity, x, y, radius, rank: rankOf(entity, props, hovered) }];
  });
  for (const { entity, x, y, radius, rank } of nodes) {
    const colour = props.colours?.get(entity.id);
    const noted = props.noted?.has(entity.id) ?? false;
    const pinned = props.pinned.has(entity.id);
    // Of very many, those that say nothing of their own are drawn by the card alone.
    if (many && radius < 7 && rank > 2 && colour === undefined && !noted && !pinned) continue;
    const group = props.groups?.get(entity.id);
    if (group !== undefined) drawField(context, { x, y, radius, group });
    const root = props.roots.has(entity.id);
    const chosen = entity.id === props.selected;
    const pointed = entity.id === hovered || props.emphasised.has(entity.id);
    if ((props.notShown.get(entity.id) ?? 0) > 0) {
      // Links that are not shown: a broken outer ring and their number.
      context.beginPath();
      context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
      context.setLineDash([2, 3]);
      context.strokeStyle = colours.unknown;
      context.lineWidth = 1.5;
      context.stroke();
      context.setLineDash([]);
    }
    const own = colour === undefined ? null : tokenColour(colourTokens[colour]);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = own ?? (root ? colours.accent : pointed || chosen ? colours.soft : colours.panel);
    context.fill();
    context.strokeStyle = root || chosen || pointed ? colours.accent : colours.strong;
    context.lineWidth = chosen ? 3 : 1.6;
    context.stroke();
    if (radius >= 6) {
      const scale = (radius * 1.24) / 20;
      context.save();
      context.translate(x - 10 * scale, y - 10 * scale);
      context.scale(scale, scale);
      context.strokeStyle = root || own !== null ? colours.onAccent : colours.ink;
      context.lineWidth = 1.5;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.stroke(iconShape(entity.kind));
      context.restore();
    }
    if (pinned) {
      context.beginPath();
      context.arc(x + radius * 0.75, y - radius * 0.75, 4, 0, 2 * Math.PI);
      context.fillStyle = colours.accent;
      context.fill();
      context.strokeStyle = colours.panel;
      context.lineWidth = 1.5;
      context.stroke();
    }
    if (noted) drawSheet(context, x + radius * 0.45, y + radius * 0.35, colours);
    if (group !== undefined && radius >= 6) drawNumber(context, { x, y, radius, group });
  }
  for (const key of props.noted ?? []) {
    if (!key.includes('~')) continue;
    // In the middle of its line: there is a note on one of the links it stands for.
    const [a, b] = key.split('~').map((id) => sigma.getNodeDisplayData(id));
    if (a === undefined || b === undefined) continue;
    const { x, y } = sigma.framedGraphToViewport({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    drawSheet(context, x - 4, y - 4.5, colours);
  }
  context.textBaseline = 'middle';
  const moving = sigma.getMouseCaptor().isMoving || sigma.getCamera().isAnimated();
  const ranked = nodes
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, many ? (moving ? wordsMoving : wordsMost) : nodes.length);
  const labelled = ranked.map(({ entity, x, y, radius, rank }) => {
    const hidden = props.notShown.get(entity.id) ?? 0;
    const text = wordsOf(entity.label, hidden);
    const font = rank <= 1 ? labelFontStrong : labelFont;
    context.font = font;
    const clear = radius + (hidden > 0 ? 9 : 5);
    return { x, y, radius, rank, text, font, extent: extentOf(context, text), clear, must: rank === 0 };
  });
  const spots = labelSpots(labelled, { width, height });
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = colours.panel;
  for (const [at, { text, font, rank }] of labelled.entries()) {
    const spot = spots[at];
    if (!spot) continue;
    context.font = font;
    context.strokeText(text, spot.left, spot.top + 8);
    context.fillStyle = rank <= 2 ? colours.ink : colours.muted;
    context.fillText(text, spot.left, spot.top + 8);
  }
}
