/**
 * What of a page says a percentage alone, run within it: text with a percentage that is not in an element marked as a share, or whose share does not say its
 * parts. What is drawn and only told to screen readers counts as well.
 */
export function sharesAloneOnPage(): string[] {
  const one = /\d\s*(%|٪|‰|per ?cent\b|por ciento)/i;
  const parts = /\d[\d.,]* (of|de) \d[\d.,]*, \d[\d.,]* (unknown|sin dato)/;
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const element = node.parentElement;
    if (!one.test(text) || element === null || ['SCRIPT', 'STYLE'].includes(element.tagName)) continue;
    const share = element.closest('[data-share], svg title');
    if (share === null || !parts.test(share.textContent ?? '')) found.push(text.trim().slice(0, 80));
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [alt]'))
    for (const name of ['aria-label', 'title', 'alt']) {
      const text = element.getAttribute(name) ?? '';
      if (one.test(text) && !parts.test(text)) found.push(`${name}: ${text.slice(0, 80)}`);
    }
  return found;
}
