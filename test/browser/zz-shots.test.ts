import { test } from 'vitest';
import { importSmallCity } from '../contract/import-small-city.ts';
import { pngOf } from '../contract/made-pictures.ts';
import { atRest, openPortal } from './open-portal.ts';

test('shots', async () => {
  const portal = await openPortal();
  void importSmallCity;
  const firearm = await portal.find('BKFT419');
  const incident = await portal.find('24-0000101');
  const person = await portal.find('Sampleman, Orla');
  let n = 0;
  for (const [width, scheme, locale] of [
    [1440, 'light', 'en-US'],
    [390, 'light', 'en-US'],
    [1440, 'dark', 'es-US'],
    [390, 'dark', 'en-US'],
  ] as const) {
    const page = await portal.openPage({ width, scheme, locale, height: width === 390 ? 844 : 1000 });
    const shot = async (name: string) => {
      await atRest(page);
      await page.screenshot({ path: `/tmp/shots2/${name}-${width}-${scheme}.png`, fullPage: true });
    };
    if (n++ === 0) {
      await page.goto(`/links?ids=${firearm},${incident},${person}`);
      await page
        .getByRole('grid', { name: 'Entities' })
        .getByRole('row', { name: /Sampleman/i })
        .waitFor();
      await atRest(page);
      await shot('unsaved');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Harbor Point shootings');
      await shot('save-dialog');
      await page.keyboard.press('Enter');
      await page.getByText(/^Version 1, saved/).waitFor();
      await atRest(page);
      const note = page.getByRole('textbox', { name: 'Add a note' });
      await note.fill('For the morning meeting: both firearms were recovered within a week.');
      await note.press('Control+Enter');
      await page.getByRole('button', { name: /^Delete the note/ }).waitFor();
      await page
        .getByRole('grid', { name: 'Entities' })
        .getByRole('row', { name: /Sampleman/i })
        .click();
      await page
        .getByRole('textbox', { name: 'Add a note' })
        .fill('Lives at two addresses; ask the detective of the second district.');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: /^Delete the note/ }).waitFor();
      await page.getByLabel('What it shows').fill('Left side');
      await page
        .locator('.picture-form input[type=file]')
        .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: pngOf(640, 320) });
      await page.getByRole('img', { name: 'Left side' }).waitFor();
      await page.getByRole('button', { name: 'amber' }).click();
      await page.getByRole('button', { name: 'Pin' }).click();
      await page.keyboard.press('s');
      await page.getByText(/^Version 2, saved/).waitFor();
    }
    await page.goto('/links');
    await page.getByRole('link', { name: 'Harbor Point shootings' }).waitFor();
    await shot('list');
    await page.goto(`/links?board=1&map=1`);
    await page.locator('.board-bar').waitFor();
    await shot('board');
    await page.goto(`/links?board=1&sel=${person}`);
    await page.locator('.note-text').first().waitFor();
    await shot('person');
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
    await page.locator('.version-list li').first().waitFor();
    await shot('versions');
    await page.keyboard.press('Escape');
    await page.locator('.board-bar .button', { hasText: /Share|Compartir/ }).click();
    await page.locator('.share-form').waitFor();
    await shot('share');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await shot('export');
    await page.keyboard.press('Escape');
    if (width === 1440 && scheme === 'light') {
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await page.emulateMedia({ media: 'print' });
      await page.locator('.footnotes').waitFor();
      await atRest(page);
      await page.pdf({ path: '/tmp/shots2/briefing.pdf', preferCSSPageSize: true });
    }
  }
  await portal.close();
}, 300_000);
