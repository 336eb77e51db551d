import { MultiUndirectedGraph } from 'graphology';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import Sigma from 'sigma';
import { EdgeRectangleProgram } from 'sigma/rendering';
import type { BoardColour } from '../../../src/model/boards.ts';
import type { LinkedEntity } from '../../../src/model/links.ts';
import { Empty } from '../frame/states.tsx';
import { tokenColour, usePrinting, useTheme } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { dashedEdges } from './dashed-edges.ts';
import { drawMarks, plainFrom } from './draw-marks.ts';
import { colourTokens, groupToken } from './mark-look.ts';
import type { Positions } from './layouts.ts';
import { linkLooks, lookStyle, type LinkPair } from './link-look.ts';
import { slideWhileDragged } from './slide-chart.ts';
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
  /** Colours people gave. */
  readonly colours?: ReadonlyMap<string, BoardColour>;
  /** The number of the group each is drawn in, and how many times as large each is. */
  readonly groups?: ReadonlyMap<string, number> | undefined;
  readonly scale?: ReadonlyMap<string, number> | undefined;
  /** Lines of the way that is looked at. */
  readonly along?: ReadonlySet<string>;
  /** What has a note or a picture on it. */
  readonly noted?: ReadonlySet<string>;
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
  return count <= 60 ? 12 : count <= 160 ? 10 : count <= 400 ? 8 : count <= 1500 ? 6 : 4;
}
/** Around a hub, thicker lines would only make a blot. */
const thickerLinesMax = 40;
const edgeRoom = 44;
/** Lines from which those rest while the chart is zoomed. */
const restingFrom = 2500;
/** Less than this is no dragging. */
const draggedFromPixels = 5;
/** Lines from which they are chosen in the list alone: to find one under the pointer each would be drawn twice. */
const listedFrom = 6000;
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
    const many = graph.order > plainFrom;
    // Colours are asked of the browser once for a drawing, not once for each of its lines.
    const colours = new Map<string, string>();
    const colourOf = (token: string) => {
      let colour = colours.get(token);
      if (colour === undefined) colours.set(token, (colour = tokenColour(token)));
      return colour;
    };
    const shown = new Sigma(graph, box.current!, {
      allowInvalidContainer: true,
      renderLabels: false,
      zIndex: true,
      stagePadding: edgeRoom,
      minCameraRatio: 0.05,
      maxCameraRatio: 4,
      doubleClickZoomingRatio: 1,
      minEdgeThickness: many ? 0.6 : 1.7,
      // Lines stand still to be read; while the chart is zoomed, very many of them rest.
      hideEdgesOnMove: graph.size > restingFrom,
      enableEdgeEvents: graph.size <= listedFrom,
      edgeProgramClasses: programs as never,
      defaultDrawNodeHover: () => undefined,
      nodeReducer: (id, data) => {
        const own = latest.current.colours?.get(id);
        const group = latest.current.groups?.get(id);
        const plain = many ? (group === undefined ? 'line-strong' : groupToken(group)) : 'panel';
        return {
          ...data,
          color: colourOf(own !== undefined ? colourTokens[own] : plain),
          size: (data['size'] as number) * (latest.current.scale?.get(id) ?? 1),
        };
      },
      edgeReducer: (key, data) => {
        const look = lookStyle[data['look'] as LinkPair['look']];
        const point = hovered.current ?? latest.current.selected;
        const along = latest.current.along?.has(key) ?? false;
        const chosen = along || (point !== null && (key === point || key.split('~').includes(point)));
        const thicker = along || (chosen && (!graph.hasNode(point) || graph.degree(point) <= thickerLinesMax));
        return {
          ...data,
          type: data['look'] as string,
          color: colourOf(look.colour),
          size: look.thickness * (many ? 0.5 : 1) + (thicker ? 1.2 : 0),
          zIndex: chosen ? 2 : data['look'] === 'hit' ? 1 : 0,
        };
      },
    });
    sigma.current = shown;
    const marks = shown.createCanvas('marks', { afterLayer: 'nodes', style: { pointerEvents: 'none' } });
    shown.on('beforeRender', () => colours.clear());
    const draw = () => drawMarks(shown, marks, latest.current, hovered.current);
    shown.on('afterRender', draw);
    void document.fonts.ready.then(draw);
    const point = (id: string | null) => {
      hovered.current = id;
      box.current?.classList.toggle('pointing', id !== null);
      latest.current.hover(id);
      shown.refresh({ skipIndexation: true });
    };
    // While the chart is dragged, what passes under the pointer is not pointed at.
    const still = () => !shown.getMouseCaptor().isMouseDown;
    shown.on('enterNode', ({ node }) => still() && point(node));
    shown.on('leaveNode', () => (still() || hovered.current !== null) && point(null));
    shown.on('enterEdge', () => box.current?.classList.add('pointing'));
    shown.on('leaveEdge', () => box.current?.classList.remove('pointing'));
    let dragged: string | null = null;
    let draggedFar = false;
    let heldAt = { x: 0, y: 0 };
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
    shown.on('downNode', ({ node, event }) => {
      draggedFar = false;
      heldAt = { x: event.x, y: event.y };
      if (latest.current.moved === undefined) return;
      dragged = node;
      // While a node is dragged the picture keeps its frame.
      if (!shown.getCustomBBox()) shown.setCustomBBox(shown.getBBox());
    });
    const drop = () => {
      if (dragged !== null && draggedFar) {
        const { x, y } = graph.getNodeAttributes(dragged) as { x: number; y: number };
        latest.current.moved?.(dragged, { x, y });
      }
      dragged = null;
    };
    shown.on('moveBody', ({ event, preventSigmaDefault }) => {
      if (dragged === null) return;
      // Two fingers turn and enlarge the picture, whatever the first of them lies on.
      if ('touches' in event.original && event.original.touches.length > 1) return drop();
      // A finger never lies quite still.
      if (!draggedFar && Math.hypot(event.x - heldAt.x, event.y - heldAt.y) < draggedFromPixels)
        return preventSigmaDefault();
      const to = shown.viewportToGraph(event);
      draggedFar = true;
      graph.mergeNodeAttributes(dragged, to);
      preventSigmaDefault();
      event.original.preventDefault();
    });
    slideWhileDragged(shown, { large: graph.size > listedFrom * 2, busy: () => dragged !== null });
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
  }, [
    props.selected,
    props.emphasised,
    props.pinned,
    props.notShown,
    props.colours,
    props.groups,
    props.scale,
    props.along,
    props.noted,
    theme.shown,
  ]);

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
