import { test } from 'vitest';
import { enrolScanned, receiveShootings } from '../contract/nibin-people.ts';
import { atRest, openPortal } from './open-portal.ts';
test('dbg', async () => {
  const portal = await openPortal();
  await receiveShootings(portal.server);
  const of = await enrolScanned(portal.server);
  console.log(of);
  const db = portal.server.store.database.pool('read');
  for (const q of ['select exhibit_id, state, origin from flashlight.exhibit', 'select scan_id, state, failure, indexed_at from flashlight.exhibit_scan', 'select request_id, exhibit_id, state, failure, indexed, compared from flashlight.correlation_request', 'select request_id, rank, exhibit_id, score, congruent_cells, cells_compared from flashlight.correlation_candidate'])
    console.log(JSON.stringify((await db.query(q)).rows));
  const ann = await portal.openPage({ actor: 'ann', role: 'technician' });
  await ann.goto('/nibin');
  await atRest(ann);
  await ann.screenshot({ path: '/tmp/led/review.png' });
  for (const [width, scheme, locale] of [[390, 'light', 'en-US'], [1440, 'dark', 'es-US']] as const) {
    const p = await portal.openPage({ actor: 'ann', role: 'technician', width, scheme, locale });
    await p.goto('/nibin'); await atRest(p); await p.screenshot({ path: `/tmp/led/review-${width}-${scheme}.png`, fullPage: true });
    await p.close();
  }
  const as = async (actor: string, role: any) => portal.openPage({ actor, role });
  const bo = await as('bo','technician'), dan = await as('dan','detective'), eve = await as('eve','examiner'), fay = await as('fay','examiner');
  const post = async (p: any, path: string, data: object) => { const a = await p.request.post('/api/v1' + path, { data, headers: { origin: portal.url } }); if (a.status() >= 300) console.log(path, a.status(), await a.text()); };
  for (const p of [ann, bo]) for (const pair of ['1/2', '3/4']) await post(p, `/candidate-reviews/${pair}`, { conclusion: 'LEAD', note: 'Aperture shear and upper half' });
  for (const lead of [1, 2]) {
    await post(ann, `/nibin-leads/${lead}/dissemination`, { revision: 2, recipients: [{ side: 'inside', name: 'dan', purpose: 'Case 24-0001' }, { side: 'outside', name: 'County sheriff', purpose: 'Joint case' }] });
    await post(dan, `/nibin-leads/${lead}/steps`, { revision: 3, step: 'acknowledge' });
  }
  const shots = async (name: string, address: string, pages: [string, any][]) => {
    for (const [actor, role] of pages) for (const [width, scheme, locale] of [[1440, 'light', 'en-US'], [390, 'dark', 'es-US']] as const) {
      const p = await portal.openPage({ actor, role, width, scheme, locale });
      await p.goto(address); await atRest(p); await p.screenshot({ path: `/tmp/led/${name}-${actor}-${width}.png`, fullPage: true });
      if (p.complaints.length) console.log(name, p.complaints);
      await p.close();
    }
  };
  await shots('leads', '/nibin?view=leads', [['ann', 'technician']]);
  await shots('lead1', '/nibin/1', [['dan', 'detective']]);
  await post(dan, '/nibin-leads/1/steps', { revision: 4, step: 'request-confirmation' });
  await post(eve, '/nibin-leads/1/conclusions', { revision: 5, conclusion: 'IDENTIFICATION', method: 'Comparison microscope', limitation: 'Holds for the marks compared.', report: 'FR-1', on: '2026-11-21' });
  await shots('verify', '/nibin/1', [['fay', 'examiner']]);
  await post(fay, '/nibin-leads/1/conclusions/1/verification', { revision: 5, agrees: true });
  await post(dan, '/entities/incident:1/prints', { purpose: 'x' });
  await post(ann, '/nibin-leads/2/retraction', { revision: 4, reason: 'Items were mixed up' });
  await shots('hit', '/nibin/1', [['dan', 'detective']]);
  await shots('retracted', '/nibin/2', [['ann', 'technician']]);
  await shots('map', '/nibin?view=map', [['dan', 'detective']]);
  await shots('figures', '/nibin?view=figures', [['dan', 'detective']]);
  await shots('notices', '/notices', [['dan', 'detective']]);
  console.log(ann.complaints, await ann.locator('main').textContent());
  await portal.close();
}, 300_000);
