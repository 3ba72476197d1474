// The desk's list as an officer asks for it: found, narrowed, ordered, and gone through within what was asked.
import { handIn } from './handed';
import { axe, expect, hydrated, scripts, signIn, test } from './fixtures';

const DESK = '/kota-bandung/meja';

test('a case is found by what it says, and the list stays narrowed while it is worked through', async ({ page }) => {
  const { number } = await handIn();
  await signIn(page, 'tu');
  await page.goto(DESK);
  await hydrated(page);
  const waiting = page.locator('.filters .tag').first();
  await expect(waiting).toHaveAttribute('aria-current', 'page');
  const name = (await page.locator(`.rows a[href*="${number}"] .t`).innerText()).trim();

  // By its name: typed, or with the key that leads to the box.
  if (scripts()) await page.keyboard.press('/');
  else await page.locator('#cari').focus();
  await expect(page.locator('#cari')).toBeFocused();
  await page.keyboard.type(name.toLowerCase());
  await page.keyboard.press('Enter');
  await page.waitForURL(/cari=/);
  await hydrated(page);
  await expect(page.locator('.answer')).toContainText('berkas cocok');
  await expect(page.locator(`.rows a[href*="/${number}?"]`)).toHaveCount(1);
  await axe(page);

  // Whoever opens one goes on within what was found.
  await page.locator(`.rows a[href*="/${number}?"]`).click();
  await page.waitForURL(new RegExp(`/meja/${number}\\?cari=`));
  await hydrated(page);
  await expect(page.locator('input[name=antrean]')).toHaveValue(/^cari=/);
  await page.locator('section.paper header a').first().click();
  await page.waitForURL(/\/meja\?cari=/);
  await page.locator('.answer a').click();
  await page.waitForURL((url) => url.search === '');
  await expect(page.locator('.answer')).toHaveCount(0);

  // What nobody wrote is not found, and the page says what to do.
  await page.goto(`${DESK}?cari=melatiputihsekali`);
  await hydrated(page);
  await expect(page.locator('.face')).toContainText('Tidak ditemukan di meja Anda');
  await page.locator('input[name=di]').check();
  await page.locator('.find button').click();
  await page.waitForURL(/di=semua/);
  await expect(page.locator('.face')).toContainText('Tidak ditemukan');
  await axe(page);

  // A whole number leads to its case.
  await page.goto(DESK);
  await hydrated(page);
  await page.locator('#cari').fill(` ${number.toLowerCase()} `);
  await page.locator('.find button').click();
  await page.waitForURL(new RegExp(`/meja/${number}$`));
});

test('a list is narrowed to a stage, and its count is what it shows', async ({ page }) => {
  await signIn(page, 'opd');
  await page.goto(DESK);
  await hydrated(page);
  const stage = page.locator('select[name=tahap]');
  await page.locator('.narrow summary').click();
  const option = stage.locator('option:not([value=""])').first();
  await expect(option).toHaveText(/\([1-9][\d.]*\)$/);
  await stage.selectOption((await option.getAttribute('value'))!);
  await page.locator('select[name=urut]').selectOption('lama');
  await page.locator('.narrow button').click();
  await page.waitForURL(/tahap=.*urut=lama/);
  await hydrated(page);
  await expect(page.locator('.narrow')).toHaveAttribute('open', '');
  // Others decide meanwhile, and the list is read anew: the two are looked at until they are of one moment.
  await expect(async () => {
    const count = Number((await page.locator('.filters .tag b').first().innerText()).replaceAll('.', ''));
    expect(await page.locator('.rows .row').count()).toBe(Math.min(count, 50));
  }).toPass();
  await expect(page.locator('.rows .row').first()).toContainText('hari kerja di tahap ini');
  const waits = await page.locator('.rows .row .small').allInnerTexts();
  const days = waits.map((text) => Number(/(\d+) hari kerja di tahap ini/.exec(text.replaceAll('.', ''))![1]));
  expect(days).toEqual([...days].sort((a, b) => b - a));
  await axe(page);
  await page.getByRole('link', { name: 'Tampilkan semua' }).click();
  await page.waitForURL((url) => url.search === '');
  // The boxes are those of the list that is shown, also where they were open.
  await expect(page.locator('select[name=tahap]')).toHaveValue('');
  await expect(page.locator('.narrow a[href*="ekspor.csv"]')).toHaveAttribute('href', /ekspor\.csv$/);
});

test('a view is kept, and what the list shows can be taken along', async ({ page }, info) => {
  await signIn(page, 'opd');
  await page.goto(DESK);
  await hydrated(page);
  await page.locator('.narrow summary').click();
  await page.locator('input[name=kolom][value=district]').check();
  await page.locator('input[name=kolom][value=requested]').check();
  await page.locator('select[name=urut]').selectOption('lama');
  await page.locator('.narrow button').first().click();
  await page.waitForURL(/kolom=/);
  await hydrated(page);
  await expect(page.locator('.rows .row .more').first()).toContainText('Kecamatan');
  await axe(page);
  const rows = await page.locator('.rows .row').count();

  const name = `Terlama ${info.project.name} ${info.testId.slice(0, 8)}`;
  await page.locator('.keep input[name=nama]').fill(name);
  await page.locator('.keep button').click();
  await page.waitForURL(/selesai=/);
  await hydrated(page);
  await expect(page.locator('.note.ok')).toContainText(name);
  await page.goto(DESK);
  await hydrated(page);
  await page.locator('.kept a', { hasText: name }).click();
  await page.waitForURL(/urut=lama/);
  await expect(page.locator('.rows .row')).toHaveCount(rows);

  // Others decide meanwhile: the count and the table are of two moments, and have to agree at one.
  await expect(async () => {
    const csv = await page.request.get((await page.locator('.narrow a[href*="ekspor.csv"]').getAttribute('href'))!);
    expect(csv.headers()['content-type']).toContain('text/csv');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines[0]).toContain('Nomor;Pemohon;Kegiatan');
    await page.reload();
    const waiting = Number((await page.locator('.filters .tag b').first().innerText()).replaceAll('.', ''));
    expect(lines.length - 1, 'a line for each case that is counted').toBe(waiting);
  }).toPass();
  await hydrated(page);
  const book = await page.request.get((await page.locator('.narrow a[href*="ekspor.xlsx"]').getAttribute('href'))!);
  expect((await book.body()).subarray(0, 4).toString('latin1'), 'a workbook').toBe('PK\u0003\u0004');

  await page.locator('.kept form button').click();
  await page.waitForURL(/selesai=/);
  await expect(page.locator('.kept a', { hasText: name })).toHaveCount(0);
});

test('what a colleague takes is seen at once, is given on by the head, and comes back @desk', async ({ page, browser, noise }, info) => {
  test.setTimeout(120_000);
  const { number } = await handIn();
  await signIn(page, 'tu');
  const own = `${DESK}/${number}`;

  const second = await browser.newContext(info.project.use);
  noise.watch(second);
  const other = await second.newPage();
  await signIn(other, 'tu-2');
  await other.goto(own);
  await hydrated(other);
  await expect(other.locator('#kerja')).toContainText('Belum ada yang mengerjakan');

  await page.goto(own);
  await hydrated(page);
  await axe(page);
  await page.locator('button[name=kerja][value=ambil]').click();
  await page.waitForURL(/#kerja/);
  await hydrated(page);
  await expect(page.locator('#kerja')).toContainText('Anda mengerjakan berkas ini sampai pukul');
  await expect(page.locator('.note.here'), 'who else has it open').toContainText('Petugas TU Kedua');

  if (!scripts()) await other.reload();
  await expect(other.locator('.note.here'), 'it is told without a reload').toContainText('Petugas TU Contoh mengerjakan berkas ini');
  await other.goto(own);
  await hydrated(other);
  await expect(other.locator('button[name=action]')).toHaveCount(0);
  await axe(other);

  // The head gives it on; each sees it on their own pile.
  const third = await browser.newContext(info.project.use);
  noise.watch(third);
  const head = await third.newPage();
  await signIn(head, 'kabag-tu');
  await head.goto(own);
  await hydrated(head);
  await head.locator('#kerja_alasan').fill('Rekan sakit');
  await head.locator('#kerja_kepada').selectOption({ label: 'Petugas TU Kedua' });
  await head.locator('button[name=kerja][value=serahkan]').click();
  await head.waitForURL(/selesai=/);
  await head.goto(`${DESK}/tim`);
  await axe(head);
  await expect(head.locator('table.list tbody')).toContainText('Petugas TU Kedua');
  await other.goto(`${DESK}?siapa=saya`);
  await hydrated(other);
  await expect(other.locator(`.rows a[href*="${number}"]`)).toContainText('Anda kerjakan');

  // Given back, it is anybody's.
  await other.goto(own);
  await hydrated(other);
  await other.locator('button[name=kerja][value=lepas]').click();
  await other.waitForURL(/#kerja/);
  await expect(other.locator('#kerja')).toContainText('Belum ada yang mengerjakan');
  await second.close();
  await third.close();
});

test('keys can be switched off, and on again', { tag: '@scripts' }, async ({ page }) => {
  await signIn(page, 'tu');
  await page.goto(DESK);
  await hydrated(page);
  await page.keyboard.press('?');
  const help = page.locator('dialog.keyhelp');
  await help.locator('input[type=checkbox]').check();
  await help.locator('button').click();
  await page.keyboard.press('/');
  await expect(page.locator('#cari')).not.toBeFocused();
  await page.keyboard.press('j');
  // What a key asks for comes in order: by the time that this one, which stays, has opened the help, the last would have gone.
  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  await help.locator('button').click();
  expect(new URL(page.url()).pathname).toBe(DESK);
  await page.reload();
  await hydrated(page);
  await page.keyboard.press('?');
  await expect(help.locator('input[type=checkbox]')).toBeChecked();
  await axe(page);
  await help.locator('input[type=checkbox]').uncheck();
  await help.locator('button').click();
  await page.keyboard.press('j');
  await page.waitForURL(/\/meja\/[A-Z]{2}-/);
});

test('a paper is read page by page, enlarged, turned, and laid beside another @desk', async ({ page }) => {
  const { number } = await handIn();
  await signIn(page, 'tu');
  await page.goto(`${DESK}/${number}`);
  await hydrated(page);
  await page.locator('.papers a').first().click();
  await page.waitForURL(/dokumen=/);
  const frame = page.frameLocator('.doc iframe');
  const leaf = frame.locator('.leaf img');
  /** The page has come, and as wide as it was asked for. */
  const drawn = async (address: RegExp): Promise<void> => {
    await expect(leaf).toHaveAttribute('src', address);
    await expect.poll(async () => leaf.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(100);
  };
  await drawn(/\/1\?lebar=1100&putar=0$/);
  // Pressed on the page around it, where the officer's hands are; what means something there still does.
  const press = async (key: string, words: string): Promise<void> => {
    if (scripts()) await page.keyboard.press(key);
    else await frame.getByRole('link', { name: words }).click();
  };
  await press('+', 'Perbesar');
  await drawn(/\/1\?lebar=1600&putar=0$/);
  await press('.', 'Putar');
  await drawn(/\/1\?lebar=1600&putar=90$/);
  if (scripts()) {
    expect(page.url(), 'the case is still open').toContain(`/meja/${number}?`);
    await frame.locator('.leaf').click();
    await page.keyboard.press('?');
    await expect(page.locator('.keyhelp'), 'a key in the frame is heard around it').toBeVisible();
    await page.keyboard.press('?');
  }

  // Two beside each other have the whole window; each is turned for itself.
  await frame.locator('.beside summary').click();
  await frame.locator('.beside a').first().click();
  await page.waitForURL(/\/lembar\?kiri=.*&kanan=/);
  await expect(page.locator('.pane')).toHaveCount(2);
  await page.locator('.pane').last().getByRole('link', { name: 'Putar' }).click();
  await page.waitForURL(/putar=90.*putar2=90/);
  for (const pane of await page.locator('.pane').all()) {
    await expect.poll(async () => pane.locator('img').evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(100);
  }
  await axe(page);
  await page.locator('.pane').first().getByRole('link', { name: 'Tutup sisi ini' }).click();
  await expect(page.locator('.pane')).toHaveCount(1);
  await page.locator('h1 a').click();
  await page.waitForURL(new RegExp(`/meja/${number}$`));
});
