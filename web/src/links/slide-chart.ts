import type Sigma from 'sigma';

/** Beyond so many pixels what comes into sight is drawn, though the pointer does not rest. */
const slidMost = 240;
/** The pointer rests after so long. */
const restMilliseconds = 120;

/**
 * While the chart is dragged, what was drawn of it slides under the pointer as it is: nothing is drawn anew for a picture, nor asked what
 * lies under the pointer. It is drawn where it has come to when the pointer rests, lets go, or has gone far.
 * `large`: so many lines that they are drawn at rest alone.
 */
export function slideWhileDragged(sigma: Sigma, { large, busy }: { large: boolean; busy: () => boolean }): void {
  const captor = sigma.getMouseCaptor();
  const canvases = sigma.getCanvases();
  const sliding = Object.entries(canvases).flatMap(([name, canvas]) => (name === 'mouse' ? [] : [canvas]));
  type Point = { readonly x: number; readonly y: number };
  /** Where the pointer is, was when the camera was set, and was when what is seen was drawn; null while nothing slides. */
  let at: { now: Point; set: Point; drawn: Point } | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const shift = () => {
    const by = at === null ? null : { x: at.now.x - at.drawn.x, y: at.now.y - at.drawn.y };
    const transform = by === null || (by.x === 0 && by.y === 0) ? '' : `translate(${by.x}px, ${by.y}px)`;
    for (const canvas of sliding) canvas.style.transform = transform;
  };
  const settle = () => {
    clearTimeout(rest);
    if (at === null || (at.now.x === at.set.x && at.now.y === at.set.y)) return;
    const [from, to] = [sigma.viewportToFramedGraph(at.set), sigma.viewportToFramedGraph(at.now)];
    at.set = at.now;
    const camera = sigma.getCamera();
    const { x, y } = camera.getState();
    camera.setState({ x: x + from.x - to.x, y: y + from.y - to.y });
  };
  sigma.on('afterRender', () => {
    if (at === null) return;
    at.drawn = at.set;
    shift();
  });
  sigma.on('moveBody', ({ event, preventSigmaDefault }) => {
    if (!captor.isMouseDown || busy()) return;
    const now = { x: event.x, y: event.y };
    if (at === null) {
      const began = { x: captor.lastMouseX ?? now.x, y: captor.lastMouseY ?? now.y };
      at = { now, set: began, drawn: began };
      canvases['mouse']!.style.pointerEvents = 'none';
      sigma.getContainer().classList.add('sliding');
    }
    preventSigmaDefault();
    event.original.preventDefault();
    at.now = now;
    shift();
    clearTimeout(rest);
    rest = setTimeout(settle, restMilliseconds);
    if (!large && Math.hypot(now.x - at.set.x, now.y - at.set.y) > slidMost) settle();
  });
  captor.on('mousedown', () => {
    // Taken hold of again before it was drawn: it begins anew from here.
    at = null;
    shift();
  });
  captor.on('mouseup', () => {
    if (at === null) return;
    settle();
    // It was no click.
    captor.draggedEvents = Number.MAX_SAFE_INTEGER;
    canvases['mouse']!.style.pointerEvents = '';
    sigma.getContainer().classList.remove('sliding');
    const last = at;
    sigma.once('afterRender', () => {
      if (at === last) at = null;
      shift();
    });
    sigma.scheduleRender();
  });
  sigma.on('kill', () => clearTimeout(rest));
}
