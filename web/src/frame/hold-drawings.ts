/** What is drawn at a size of its own: on paper it has the width of the sheet, whatever the screen is like. */
const drawings = '.where-map, .link-chart';
/** A map leaves room on the first sheet of a firearm for its life; a chart of links needs its height. */
const mapPixels = 210;
/** Room on a sheet at 96 pixels an inch. */
export const sheetPixels = 700;

/** Gives drawings the width of paper before the page is laid out for it; what is given back gives them theirs again. */
export function holdDrawings(): () => void {
  const held = [...document.querySelectorAll<HTMLElement>(drawings)].map((drawing) => {
    const height = drawing.classList.contains('where-map') ? mapPixels : drawing.offsetHeight;
    const before = drawing.getAttribute('style');
    // Measured in this very turn: what changes by and by would be drawn at the size it had.
    drawing.style.transition = 'none';
    drawing.style.width = `${sheetPixels}px`;
    drawing.style.height = `${height}px`;
    return { drawing, before };
  });
  return () => {
    for (const { drawing, before } of held) {
      if (before === null) drawing.removeAttribute('style');
      else drawing.setAttribute('style', before);
    }
  };
}
