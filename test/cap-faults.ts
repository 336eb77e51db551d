/**
 * What in a message is not as OASIS CAP 1.2 (2010), 3.2 and its schema say: elements, their order and number, code values, the form of times,
 * circles and references, and what must or must not stand together.
 */
interface Element {
  readonly name: string;
  readonly text: string;
  readonly inside: Element[];
}

type Number = '1' | '?' | '*' | '+';
type Rule = readonly [name: string, number: Number, values?: readonly string[] | RegExp];

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
const name = /^[^\s,<&]+$/;
const alertRules: readonly Rule[] = [
  ['identifier', '1', name],
  ['sender', '1', name],
  ['sent', '1', time],
  ['status', '1', ['Actual', 'Exercise', 'System', 'Test', 'Draft']],
  ['msgType', '1', ['Alert', 'Update', 'Cancel', 'Ack', 'Error']],
  ['source', '?'],
  ['scope', '1', ['Public', 'Restricted', 'Private']],
  ['restriction', '?'],
  ['addresses', '?'],
  ['code', '*'],
  ['note', '?'],
  ['references', '?', /^[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d( .*)?$/],
  ['incidents', '?'],
  ['info', '*'],
];
const infoRules: readonly Rule[] = [
  ['language', '?', /^[a-z]{2}(-[A-Z]{2})?$/],
  [
    'category',
    '+',
    ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'],
  ],
  ['event', '1'],
  [
    'responseType',
    '*',
    ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'],
  ],
  ['urgency', '1', ['Immediate', 'Expected', 'Future', 'Past', 'Unknown']],
  ['severity', '1', ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']],
  ['certainty', '1', ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']],
  ['audience', '?'],
  ['eventCode', '*'],
  ['effective', '?', time],
  ['onset', '?', time],
  ['expires', '?', time],
  ['senderName', '?'],
  ['headline', '?', /^.{1,160}$/],
  ['description', '?'],
  ['instruction', '?'],
  ['web', '?'],
  ['contact', '?'],
  ['parameter', '*'],
  ['resource', '*'],
  ['area', '*'],
];
const parameterRules: readonly Rule[] = [
  ['valueName', '1'],
  ['value', '1'],
];
const areaRules: readonly Rule[] = [
  ['areaDesc', '1'],
  ['polygon', '*'],
  ['circle', '*', /^-?\d{1,2}\.\d+,-?\d{1,3}\.\d+ \d+(\.\d+)?$/],
  ['geocode', '*'],
  ['altitude', '?'],
  ['ceiling', '?'],
];

export function capFaults(xml: string): string[] {
  const root = parseXml(xml);
  const faults = [
    ...(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*<alert xmlns="urn:oasis:names:tc:emergency:cap:1\.2">/.test(xml)
      ? []
      : ['the root is no alert of the namespace of CAP 1.2']),
    ...faultsOf(root, alertRules),
  ];
  const has = (child: string) => root.inside.some((each) => each.name === child);
  const value = (child: string) => root.inside.find((each) => each.name === child)?.text;
  if (value('scope') === 'Restricted' && !has('restriction')) faults.push('scope is Restricted without a restriction');
  if (value('scope') !== 'Restricted' && has('restriction')) faults.push('a restriction where scope is another');
  if (value('scope') === 'Private' && !has('addresses')) faults.push('scope is Private without addresses');
  if (['Update', 'Cancel', 'Ack', 'Error'].includes(value('msgType') ?? '') && !has('references'))
    faults.push('msgType refers to a message, and none is named');
  for (const info of root.inside.filter((each) => each.name === 'info')) {
    faults.push(...faultsOf(info, infoRules));
    for (const each of info.inside.filter((child) => child.name === 'parameter'))
      faults.push(...faultsOf(each, parameterRules));
    for (const each of info.inside.filter((child) => child.name === 'area')) faults.push(...faultsOf(each, areaRules));
  }
  return faults;
}

function faultsOf(element: Element, rules: readonly Rule[]): string[] {
  const faults: string[] = [];
  let at = 0;
  for (const [child, number, values] of rules) {
    let count = 0;
    while (element.inside[at]?.name === child) {
      const { text, inside } = element.inside[at]!;
      if (Array.isArray(values) && !values.includes(text)) faults.push(`${child} is ${text}`);
      if (values instanceof RegExp && !values.test(text)) faults.push(`${child} has another form: ${text}`);
      if (inside.length === 0 && text.trim() === '') faults.push(`${child} is empty`);
      count++;
      at++;
    }
    if ((number === '1' || number === '+') && count === 0) faults.push(`${element.name} has no ${child}`);
    if ((number === '1' || number === '?') && count > 1) faults.push(`${element.name} has ${count} of ${child}`);
  }
  if (at < element.inside.length) faults.push(`${element.name} has ${element.inside[at]!.name} where it may not stand`);
  return faults;
}

/** XML without attributes but a namespace: throws where tags do not close or text is not escaped. */
function parseXml(xml: string): Element {
  const root: Element = { name: '', text: '', inside: [] };
  const open: { name: string; text: string; inside: Element[] }[] = [root];
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, '');
  for (const [whole, close, tag, , text] of body.matchAll(/<(\/?)([A-Za-z]+)( xmlns="[^"]*")?>|([^<]+)/g)) {
    const top = open.at(-1)!;
    if (text !== undefined) {
      if (/&(?!(amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`not escaped: ${text}`);
      top.text += text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&');
    } else if (close === '/') {
      if (top.name !== tag) throw new Error(`${whole} closes ${top.name}`);
      open.pop();
    } else {
      const element = { name: tag!, text: '', inside: [] };
      top.inside.push(element);
      open.push(element);
    }
  }
  if (open.length !== 1 || root.inside.length !== 1) throw new Error('tags are left open');
  return root.inside[0]!;
}
