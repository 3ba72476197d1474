// An officer decides; the applicant's page and the board move by themselves.
import { expect, hydrated, scripts, signIn, test } from './fixtures';
import { submit } from './apply';
import { decide, whose } from './decide';

test('a decision moves the timeline of its applicant, by itself where scripts run @wasm @phone', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const { number } = await submit(page);
  await page.goto(`/kota-bandung/lacak/${number}`);
  await hydrated(page);
  if (scripts()) await expect(page.locator('.live').first()).toContainText('Langsung');
  const before = await page.locator('.line li.now b').innerText();
  const office = await browser.newContext({ baseURL: new URL(page.url()).origin, viewport: { width: 1366, height: 768 } });
  const officer = await office.newPage();
  await signIn(officer, 'tu');
  const turn = await whose(new Map([['tu', officer]]), number);
  await decide(officer, number, turn!.offer);
  // Without scripts it is the same page, loaded again by hand.
  if (!scripts()) await page.reload();
  await expect(page.locator('.line li.now b')).not.toHaveText(before);
  await office.close();
});
