// An officer decides; the applicant's page and the board move by themselves.
import { expect, hydrated, scripts, signIn, test } from './fixtures';
import { submit } from './apply';

test('a decision moves the timeline of its applicant, by itself where scripts run @wasm', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const { number } = await submit(page);
  await page.goto(`/kota-bandung/lacak/${number}`);
  await hydrated(page);
  if (scripts()) await expect(page.locator('.live').first()).toContainText('Langsung');
  const before = await page.locator('.line li.now b').innerText();
  const office = await browser.newContext({ baseURL: new URL(page.url()).origin, viewport: { width: 1366, height: 768 } });
  const officer = await office.newPage();
  await signIn(officer, 'tu');
  await officer.goto(`/kota-bandung/meja/${number}`);
  await hydrated(officer);
  for (const radio of await officer.locator('aside input[type=radio][value=fits]').all()) await radio.check();
  for (const note of await officer.locator('aside input[name$=".evidence"]').all()) await note.fill('Sesuai berkas contoh');
  const offer = officer.locator('aside .offers > details').first();
  await offer.locator('summary').click();
  for (const box of await offer.locator('input:not([type=hidden])').all()) {
    const type = await box.getAttribute('type');
    await box.fill(type === 'date' ? '2026-11-24' : 'Contoh 1/2026');
  }
  await offer.locator('button[name]').first().click();
  await officer.waitForURL(/selesai=/);
  // Without scripts it is the same page, loaded again by hand.
  if (!scripts()) await page.reload();
  await expect(page.locator('.line li.now b')).not.toHaveText(before);
  await office.close();
});
