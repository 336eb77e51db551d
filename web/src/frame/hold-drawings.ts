/** What is drawn on canvases: drawn anew it would come too late for paper, so it keeps its size and is scaled. */
const drawings = '.where-map, .link-chart';
/** Room on a sheet at 96 pixels an inch, and what two beside each other have of it. */
const sheetPixels = 700;
const besidePixels = 340;

/** Keeps drawings as they stand while the page is laid out for paper; what is given back lets them go. */
export function holdDrawings(): () => void {
  const held = [...document.querySelectorAll<HTMLElement>(drawings)].map((drawing) => {
    const { offsetWidth: width, offsetHeight: height } = drawing;
    const before = drawing.getAttribute('style');
    const room = drawing.closest('.two') === null ? sheetPixels : besidePixels;
    if (width > 0) {
      drawing.style.width = `${width}px`;
      drawing.style.height = `${height}px`;
      drawing.style.zoom = String(Math.min(1, room / width));
    }
    return { drawing, before };
  });
  return () => {
    for (const { drawing, before } of held) {
      if (before === null) drawing.removeAttribute('style');
      else drawing.setAttribute('style', before);
    }
  };
}
