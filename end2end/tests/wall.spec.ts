// A screen that hangs in a room: its link, what it shows from five metres, and that it says when it is cut off.
import { handIn } from './handed';
import { axe, expect, scripts, signIn, test } from './fixtures';

test('a link opens a wall that stays as new as the work, and says when it is cut off @desk', async ({ page, browser }, info) => {
  test.setTimeout(120_000);
  await signIn(page, 'operator');
  await page.goto('/kota-bandung/komando/tautan');
  await axe(page);
  const name = `Lobi ${info.project.name} ${info.testId.slice(0, 8)}`;
  await page.locator('#name').fill(name);
  await page.locator('main form button').first().click();
  await page.waitForURL(/dibuat=/);
  const link = (await page.locator('a[href*="/dinding/buka/"]').getAttribute('href'))!;
  await axe(page);

  // A screen has no session: the link alone opens it.
  const room = await browser.newContext({ ...info.project.use, viewport: { width: 1920, height: 1080 } });
  const wall = await room.newPage();
  await wall.goto(link);
  await expect(wall).toHaveURL(/\/komando\/dinding$/);
  await expect(wall.locator('h1')).toContainText(name);
  const shown = wall.locator('.screen:visible');
  await expect(shown).toHaveCount(scripts() ? 1 : 4);
  await expect(wall.locator('.alarm').first(), 'what calls for somebody stands above every screen').toBeVisible();
  await axe(wall);
  if (scripts()) {
    // Its script takes the screen over once the page is drawn.
    const fits = (): Promise<boolean> => wall.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
    await expect.poll(fits, 'a wall has no scroll').toBe(true);
    // A figure may be drawn anew between finding it and measuring it: what is gone has no size.
    await expect(async () => {
      const size = await wall.locator('.big').first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize));
      expect(size, 'legible from five metres').toBeGreaterThanOrEqual(48);
    }).toPass({ timeout: 10_000 });

    const open = wall.locator('.tile', { hasText: 'Berjalan' }).locator('.big').first();
    const before = Number((await open.innerText()).replaceAll('.', ''));
    await handIn();
    await expect(async () => {
      expect(Number((await open.innerText()).replaceAll('.', ''))).toBeGreaterThan(before);
    }, 'the wall counts it by itself').toPass({ timeout: 15_000 });

    // The stream can't be reached: what was shown last stays and turns grey, until it is heard again.
    await room.route('**/stream?*', (route) => route.abort());
    await wall.reload();
    await expect(wall.locator('main.wall'), 'what is old is grey').toHaveClass(/stale/, { timeout: 30_000 });
    await expect(wall.locator('#segar')).toContainText('Terputus');
    await expect(open, 'the last good picture stays').toBeVisible();
    await room.unroute('**/stream?*');
    await expect(wall.locator('main.wall')).not.toHaveClass(/stale/, { timeout: 60_000 });
  }

  // Taken back, it opens nothing.
  await page.goto('/kota-bandung/komando/tautan');
  await page.locator('li', { hasText: name }).first().getByRole('button', { name: 'Cabut' }).click();
  await expect(page.locator('li', { hasText: name }).first()).toContainText('dicabut');
  // The screen may load itself anew at this very moment: both are told the same.
  await expect(async () => {
    await wall.goto('/kota-bandung/komando/dinding');
    await expect(wall.locator('main')).toContainText('Mintalah tautan dinding yang baru', { timeout: 5_000 });
  }).toPass();
  await room.close();
});
