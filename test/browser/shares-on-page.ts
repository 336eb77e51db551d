/**
 * What of a page says a percentage alone, run within it: text with a percentage that is not in an element marked as a share, or whose share does not say its
 * parts. What is drawn and only told to screen readers counts as well.
 */
export function sharesAloneOnPage(): string[] {
  // How wide an interval is drawn, and the limits of a funnel, are shares of nothing.
  const level =
    /\b9\d([.,]\d)?\s?% (interval|limits|limit|intervalo|límites|límite)|(interval|limits|intervalo|límites)[^%]{0,12}9\d([.,]\d)?\s?%/gi;
  const one = /\d\s*(%|٪|‰|per ?cent\b|por ciento)/i;
  const parts = /\d[\d.,]* (of|de) \d[\d.,]*, \d[\d.,]* (unknown|sin dato)/;
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').replaceAll(level, '');
    const element = node.parentElement;
    if (!one.test(text) || element === null || ['SCRIPT', 'STYLE'].includes(element.tagName)) continue;
    const share = element.closest('[data-share], svg title');
    if (share === null || !parts.test(share.textContent ?? '')) found.push(text.trim().slice(0, 80));
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [alt]'))
    for (const name of ['aria-label', 'title', 'alt']) {
      const text = (element.getAttribute(name) ?? '').replaceAll(level, '');
      if (one.test(text) && !parts.test(text)) found.push(`${name}: ${text.slice(0, 80)}`);
    }
  return found;
}
