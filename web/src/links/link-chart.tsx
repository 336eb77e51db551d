import { MultiUndirectedGraph } from 'graphology';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import Sigma from 'sigma';
import { EdgeRectangleProgram } from 'sigma/rendering';
import type { LinkedEntity } from '../../../src/model/links.ts';
import { iconPaths } from '../frame/icon.tsx';
import { Empty } from '../frame/states.tsx';
import { tokenColour, usePrinting, useTheme } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { dashedEdges } from './dashed-edges.ts';
import type { Positions } from './layouts.ts';
import { linkLooks, lookStyle, type LinkPair } from './link-look.ts';
import './link-chart.css';

export interface LinkChartProps {
  readonly entities: readonly LinkedEntity[];
  readonly pairs: readonly LinkPair[];
  readonly positions: Positions;
  /** Where the chart began: drawn filled. */
  readonly roots: ReadonlySet<string>;
  readonly selected: string | null;
  readonly emphasised: ReadonlySet<string>;
  readonly pinned: ReadonlySet<string>;
  /** How many links of an entity are not shown; none for zero. */
  readonly notShown: ReadonlyMap<string, number>;
  readonly hover: (id: string | null) => void;
  readonly select: (id: string | null) => void;
  readonly open?: (id: string) => void;
  readonly moved?: (id: string, to: { x: number; y: number }) => void;
  readonly chartRef?: React.RefObject<LinkChartHandle | null>;
  readonly label: string;
}

export interface LinkChartHandle {
  readonly fit: () => void;
  readonly picture: () => HTMLCanvasElement | null;
  /** How many times as wide as high the room for the marks is. */
  readonly aspect: () => number | undefined;
}

/** Radius of a node in pixels: smaller where there are many. */
function nodeSize(count: number): number {
  return count <= 60 ? 12 : count <= 160 ? 10 : count <= 400 ? 8 : 6;
}
/** Around a hub, thicker lines would only make a blot. */
const thickerLinesMax = 40;
const edgeRoom = 44;
const labelFont = '12px Inter, system-ui, sans-serif';
const labelFontStrong = '600 12px Inter, system-ui, sans-serif';

const iconShapes = new Map<string, Path2D>();
function iconShape(kind: keyof typeof iconPaths): Path2D {
  let shape = iconShapes.get(kind);
  if (shape === undefined) {
    shape = new Path2D(iconPaths[kind]);
    iconShapes.set(kind, shape);
  }
  return shape;
}

function canDraw(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

/** Entities and links as a chart. Nodes carry the sign of their kind; lines the look of what they rest on. */
export function LinkChart(props: LinkChartProps) {
  const { say } = useWords();
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [drawable] = useState(canDraw);
  const hovered = useRef<string | null>(null);

  const graph = useMemo(() => {
    const made = new MultiUndirectedGraph();
    for (const entity of props.entities) {
      const at = props.positions.get(entity.id) ?? { x: 0, y: 0 };
      made.addNode(entity.id, {
        x: at.x,
        y: at.y,
        size: nodeSize(props.entities.length) * (props.roots.has(entity.id) ? 1.25 : 1),
      });
    }
    for (const pair of props.pairs) {
      if (made.hasNode(pair.a) && made.hasNode(pair.b))
        made.addEdgeWithKey(pair.key, pair.a, pair.b, { look: pair.look });
    }
    return made;
  }, [props.entities, props.pairs, props.positions, props.roots]);

  useEffect(() => {
    if (!drawable) return;
    const programs = Object.fromEntries(
      linkLooks.map((look) => {
        const { dash } = lookStyle[look];
        return [look, dash === null ? EdgeRectangleProgram : dashedEdges(dash)];
      }),
    );
    const shown = new Sigma(graph, box.current!, {
      allowInvalidContainer: true,
      renderLabels: false,
      enableEdgeEvents: true,
      zIndex: true,
      stagePadding: edgeRoom,
      minCameraRatio: 0.05,
      maxCameraRatio: 4,
      doubleClickZoomingRatio: 1,
      minEdgeThickness: 1.7,
      edgeProgramClasses: programs as never,
      defaultDrawNodeHover: () => undefined,
      nodeReducer: (_, data) => ({ ...data, color: tokenColour('panel') }),
      edgeReducer: (key, data) => {
        const look = lookStyle[data['look'] as LinkPair['look']];
        const point = hovered.current ?? latest.current.selected;
        const chosen = point !== null && (key === point || key.split('~').includes(point));
        const thicker = chosen && (!graph.hasNode(point) || graph.degree(point) <= thickerLinesMax);
        return {
          ...data,
          type: data['look'] as string,
          color: tokenColour(look.colour),
          size: look.thickness + (thicker ? 1.2 : 0),
          zIndex: chosen ? 2 : data['look'] === 'hit' ? 1 : 0,
        };
      },
    });
    sigma.current = shown;
    const marks = shown.createCanvas('marks', { afterLayer: 'nodes', style: { pointerEvents: 'none' } });
    const draw = () => drawMarks(shown, marks, latest.current, hovered.current);
    shown.on('afterRender', draw);
    void document.fonts.ready.then(draw);
    const point = (id: string | null) => {
      hovered.current = id;
      box.current?.classList.toggle('pointing', id !== null);
      latest.current.hover(id);
      shown.refresh({ skipIndexation: true });
    };
    shown.on('enterNode', ({ node }) => point(node));
    shown.on('leaveNode', () => point(null));
    shown.on('enterEdge', () => box.current?.classList.add('pointing'));
    shown.on('leaveEdge', () => box.current?.classList.remove('pointing'));
    let dragged: string | null = null;
    let draggedFar = false;
    shown.on('clickNode', ({ node }) => {
      if (!draggedFar) latest.current.select(node);
    });
    shown.on('clickEdge', ({ edge }) => latest.current.select(edge));
    shown.on('clickStage', () => latest.current.select(null));
    shown.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      latest.current.open?.(node);
    });
    shown.on('doubleClickStage', ({ preventSigmaDefault }) => preventSigmaDefault());
    shown.on('downNode', ({ node }) => {
      draggedFar = false;
      if (latest.current.moved === undefined) return;
      dragged = node;
      // While a node is dragged the picture keeps its frame.
      if (!shown.getCustomBBox()) shown.setCustomBBox(shown.getBBox());
    });
    shown.on('moveBody', ({ event, preventSigmaDefault }) => {
      if (dragged === null) return;
      const to = shown.viewportToGraph(event);
      draggedFar = true;
      graph.mergeNodeAttributes(dragged, to);
      preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => {
      if (dragged !== null && draggedFar) {
        const { x, y } = graph.getNodeAttributes(dragged) as { x: number; y: number };
        latest.current.moved?.(dragged, { x, y });
      }
      dragged = null;
    };
    shown.on('upNode', drop);
    shown.on('upStage', drop);
    // The renderer itself hears of the window alone, and before the page is laid out anew.
    const sized = new ResizeObserver(() => {
      shown.resize(true);
      shown.refresh({ skipIndexation: true });
    });
    sized.observe(box.current!);
    return () => {
      sized.disconnect();
      sigma.current = null;
      shown.kill();
    };
    // The renderer lives as long as its graph; colours and selection are read when it draws.
  }, [graph, drawable]);

  useEffect(() => {
    sigma.current?.refresh({ skipIndexation: true });
  }, [props.selected, props.emphasised, props.pinned, props.notShown, theme.shown]);

  // Paper shows nothing of what a graphics card drew: the picture goes onto a plain canvas over it.
  const printing = usePrinting();
  useLayoutEffect(() => {
    if (!printing || sigma.current === null) return;
    const shown = sigma.current;
    shown.resize(true);
    const picture = pictureOf(shown);
    picture.className = 'link-picture';
    box.current!.append(picture);
    return () => picture.remove();
  }, [printing]);

  useEffect(() => {
    const ref = props.chartRef;
    if (ref === undefined) return;
    ref.current = {
      fit: () => {
        sigma.current?.setCustomBBox(null);
        void sigma.current?.getCamera().animatedReset({ duration: 300 });
        sigma.current?.refresh();
      },
      aspect: () => {
        if (sigma.current === null) return undefined;
        const { width, height } = sigma.current.getDimensions();
        return (width - 2 * edgeRoom) / (height - 2 * edgeRoom);
      },
      picture: () => (sigma.current === null ? null : pictureOf(sigma.current)),
    };
  });

  if (!drawable) return <Empty icon="links" title={say('firearm.noMap')} help={say('links.chartHelp')} />;
  return <div ref={box} className="link-chart" role="img" aria-label={`${props.label}. ${say('links.chartHelp')}`} />;
}

/** Rings, signs and words over the nodes; words only where they stand clear of each other. */
function drawMarks(sigma: Sigma, canvas: HTMLCanvasElement, props: LinkChartProps, hovered: string | null): void {
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
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const nodes = props.entities.flatMap((entity) => {
    const data = sigma.getNodeDisplayData(entity.id);
    if (data === undefined) return [];
    const { x, y } = sigma.framedGraphToViewport(data);
    const radius = sigma.scaleSize(data.size);
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) return [];
    taken.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    const rank =
      entity.id === props.selected || entity.id === hovered
        ? 0
        : props.roots.has(entity.id)
          ? 1
          : props.emphasised.has(entity.id)
            ? 2
            : 3 + entity.hop;
    return [{ entity, x, y, radius, rank }];
  });
  for (const { entity, x, y, radius } of nodes) {
    const root = props.roots.has(entity.id);
    const chosen = entity.id === props.selected;
    const pointed = entity.id === hovered || props.emphasised.has(entity.id);
    const hidden = props.notShown.get(entity.id) ?? 0;
    if (hidden > 0) {
      // Links that are not shown: a broken outer ring and their number.
      context.beginPath();
      context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
      context.setLineDash([2, 3]);
      context.strokeStyle = colours.unknown;
      context.lineWidth = 1.5;
      context.stroke();
      context.setLineDash([]);
    }
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = root ? colours.accent : pointed || chosen ? colours.soft : colours.panel;
    context.fill();
    context.strokeStyle = root || chosen || pointed ? colours.accent : colours.strong;
    context.lineWidth = chosen ? 3 : 1.6;
    context.stroke();
    if (radius >= 6) {
      const scale = (radius * 1.24) / 20;
      context.save();
      context.translate(x - 10 * scale, y - 10 * scale);
      context.scale(scale, scale);
      context.strokeStyle = root ? colours.onAccent : colours.ink;
      context.lineWidth = 1.5;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.stroke(iconShape(entity.kind));
      context.restore();
    }
    if (props.pinned.has(entity.id)) {
      context.beginPath();
      context.arc(x + radius * 0.75, y - radius * 0.75, 4, 0, 2 * Math.PI);
      context.fillStyle = colours.accent;
      context.fill();
      context.strokeStyle = colours.panel;
      context.lineWidth = 1.5;
      context.stroke();
    }
  }
  context.textBaseline = 'middle';
  for (const { entity, x, y, radius, rank } of nodes.toSorted((a, b) => a.rank - b.rank)) {
    const hidden = props.notShown.get(entity.id) ?? 0;
    const name = entity.label.length > 28 ? `${entity.label.slice(0, 27)}…` : entity.label;
    const text = hidden > 0 ? `${name}  +${hidden}` : name;
    context.font = rank <= 1 ? labelFontStrong : labelFont;
    const extent = context.measureText(text).width;
    const clear = radius + (hidden > 0 ? 9 : 5);
    const own = { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
    const spots = [
      { left: x + clear, top: y - 8 },
      { left: x - clear - extent, top: y - 8 },
      { left: x - extent / 2, top: y + clear - 2 },
      { left: x - extent / 2, top: y - clear - 14 },
    ];
    const free = spots.find((spot) => {
      const area = { left: spot.left - 3, right: spot.left + extent + 3, top: spot.top, bottom: spot.top + 16 };
      if (area.left < 0 || area.right > width || area.top < 0 || area.bottom > height) return false;
      return taken.every(
        (other) =>
          (other.left === own.left && other.top === own.top) ||
          area.right <= other.left ||
          area.left >= other.right ||
          area.bottom <= other.top ||
          area.top >= other.bottom,
      );
    });
    const spot = free ?? (rank === 0 ? spots[0] : undefined);
    if (spot === undefined) continue;
    taken.push({ left: spot.left, right: spot.left + extent, top: spot.top, bottom: spot.top + 16 });
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = colours.panel;
    context.strokeText(text, spot.left, spot.top + 8);
    context.fillStyle = rank <= 2 ? colours.ink : colours.muted;
    context.fillText(text, spot.left, spot.top + 8);
  }
}

/** The chart as it stands, on one canvas with its ground. */
function pictureOf(sigma: Sigma): HTMLCanvasElement {
  const { width, height } = sigma.getDimensions();
  const ratio = window.devicePixelRatio || 1;
  const picture = document.createElement('canvas');
  picture.width = Math.round(width * ratio);
  picture.height = Math.round(height * ratio);
  const context = picture.getContext('2d')!;
  context.fillStyle = tokenColour('panel');
  context.fillRect(0, 0, picture.width, picture.height);
  // Drawn and copied in one turn: a WebGL canvas is empty once the browser has shown it.
  sigma.refresh();
  for (const canvas of sigma.getContainer().querySelectorAll('canvas')) {
    if (canvas.width > 0) context.drawImage(canvas, 0, 0, picture.width, picture.height);
  }
  return picture;
}
