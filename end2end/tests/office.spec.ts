// The plain pages of the offices, on every screen: lists, budgets, the recap, and the books that fill themselves.
import { axe, expect, signIn, test } from './fixtures';

test('lists, budgets, recap and books are read on a phone as on a desk', async ({ page }) => {
  await signIn(page, 'ppkd');
  await page.goto('/kota-bandung/meja/daftar');
  await axe(page);
  const hrefs = async (part: string): Promise<string[]> =>
    [...new Set(await page.locator(`a[href*="${part}"]`).evaluateAll((all) => all.map((a) => a.getAttribute('href')!)))];
  const [list, books, recap] = [(await hrefs('/meja/daftar/DN'))[0]!, await hrefs('/meja/buku/'), (await hrefs('/meja/rekap/'))[0]!];
  expect(books.length).toBe(2);
  await page.goto(list);
  await expect(page.locator('#berikutnya, .tag:text("Batal")').first(), 'what is next').toBeVisible();
  await axe(page);
  for (const place of [...books, recap, '/kota-bandung/meja/anggaran']) {
    await page.goto(place);
    await axe(page);
  }
  // A book has what happened in the demonstration, and gives it as a table.
  await page.goto(books[0]!);
  const first = page.locator('table.list tbody tr').first();
  await expect(first.locator('a')).toHaveText(/^[A-Z]{2}-\d{4}-\d{6}-/);
  const table = await page.request.get((await page.locator('a[href*="/csv"]').getAttribute('href'))!);
  expect(table.headers()['content-type']).toContain('text/csv');
  expect(await table.text()).toContain((await first.locator('a').innerText()).trim());
});
