// Two officers visit a place where no telephone has a line: the route and the form are on the device, what is written there is signed on
// the screen and waits, and goes to the office by itself once there is a line.
import type { Browser, Page } from '@playwright/test';
import { today } from './decide';
import { axe, expect, scripts, signIn, test, type Noise, type Persona } from './fixtures';

const ROUTE = '/kota-bandung/meja/rute';
const TEAM: Persona[] = ['teknis-izin', 'teknis-izin-2', 'teknis-izin-3'];
/** A picture of one pixel. */
const PICTURE = {
  name: 'depan.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
};

const API = '/api/v1/kota-bandung';

/** What a role's session says in the header. */
async function headers(page: Page, role: string): Promise<Record<string, string>> {
  const signed = await page.request.post('/api/v1/sessions', { data: { login: `${role}@kota-bandung.demo.test`, password: 'terang-demo' } });
  expect(signed.status()).toBe(201);
  return { authorization: `Bearer ${((await signed.json()) as { token: string }).token}` };
}

/** Who of the roles is offered an action now, and the version of the case that they see. */
async function offered<R extends string>(page: Page, roles: R[], number: string, action: string): Promise<{ role: R; version: number }> {
  for (const role of roles) {
    const list = await page.request.get(`${API}/cases/${number}/actions`, { headers: await headers(page, role) });
    if (!list.ok()) continue;
    const { items, version } = (await list.json()) as { items: { action: string }[]; version: number };
    if (items.some((offer) => offer.action === action)) return { role, version };
  }
  throw new Error(`${action} is offered to none of ${roles.join(', ')}`);
}

/** One step of the case by whoever of the roles is offered it. */
async function step(page: Page, roles: string[], number: string, action: string, captured: Record<string, string> = {}): Promise<void> {
  const { role, version } = await offered(page, roles, number, action);
  const data = { seen: version, captured, checklist: {}, why_first: 'Batas waktu OSS paling dekat' };
  const taken = await page.request.post(`${API}/cases/${number}/actions/${action}`, { headers: await headers(page, role), data });
  expect(taken.status(), await taken.text()).toBe(200);
}

/** A request of another system is taken from its table and sent to be visited: its number, and who was drawn. */
async function visit(page: Page, browser: Browser, noise: Noise): Promise<{ here: string; officer: Persona }> {
  const context = await browser.newContext(test.info().project.use);
  noise.watch(context);
  const desk = await context.newPage();
  await signIn(desk, 'verifikator-izin');
  await desk.goto('/kota-bandung/meja/impor');
  const own = `OSS-${test.info().project.name}-${Date.now()}`;
  const table = `oss_number;oss_kind;nib;business_name;activity;oss_risk;oss_deadline;district;place;point\n${own};Sertifikat Standar;9990000000009;Klinik Rekaan ${own};86201;menengah_tinggi;2026-07-14;32.73.01;Jalan Rekaan 9;-6.91467, 107.60981\n`;
  await desk.locator('#tabel').setInputFiles({ name: 'oss.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await desk.getByRole('button', { name: 'Periksa dulu' }).click();
  await expect(desk.locator('tbody tr')).toContainText(own);
  await axe(desk);
  await desk.getByRole('button', { name: 'Ambil 1 berkas baru' }).click();
  await expect(desk.locator('[role=status]')).toContainText('1 berkas baru diambil');
  const number = (await desk.locator('tbody a').innerText()).trim();
  await context.close();

  await step(page, TEAM, number, 'to_visit');
  await step(page, ['koordinator-izin'], number, 'schedule', { visit_on: today });
  return { here: `${ROUTE}/${number}`, officer: (await offered(page, TEAM, number, 'report_visit')).role };
}

async function fill(page: Page): Promise<void> {
  for (const item of await page.locator('fieldset.chk').all()) {
    await item.locator('label.ok').click();
    await item.locator('label.evidence input').fill('Dilihat sendiri');
  }
  const box = (key: string) => page.locator(`[name="captured.${key}"]`);
  await box('visited_on').fill(today);
  await box('visit_findings').fill('Sesuai permohonan, tidak ada yang menghalangi.');
  await box('visit_point').fill('-6.91467, 107.60981');
  await box('visit_photos').setInputFiles(PICTURE);
  await box('witness_name').fill('Contoh Rekaan');
}

test('a visit without a line is kept, signed on the screen, and sent later', { tag: ['@scripts', '@phone'] }, async ({ page, browser, context, noise }) => {
  noise.allow(/Failed to fetch|ERR_INTERNET_DISCONNECTED/, 'there is no line, as the test says');
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: -6.91467, longitude: 107.60981, accuracy: 12 });
  const { here, officer } = await visit(page, browser, noise);
  await signIn(page, officer);
  await page.goto(ROUTE);
  await expect(page.locator('#luring')).toContainText('Tersimpan di perangkat');
  await axe(page);
  await page.goto(here);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await axe(page);

  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('form[data-kunjungan]'), 'the page is there without a line').toBeVisible();
  await fill(page);
  for (const pad of await page.locator('.tanda canvas').all()) {
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 });
    await page.mouse.up();
  }
  // What was written outlives the page.
  await expect
    .poll(async () => page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('terang-rute-'))!.name!;
      const db = await new Promise<IDBDatabase>((done) => {
        const open = indexedDB.open(name, 1);
        open.onsuccess = () => done(open.result);
      });
      const kept = await new Promise<{ typed: unknown[][] } | undefined>((done) => {
        const asked = db.transaction('tulisan').objectStore('tulisan').get(location.pathname);
        asked.onsuccess = () => done(asked.result as { typed: unknown[][] } | undefined);
      });
      return (kept?.typed ?? []).filter((one) => one[1] === 'file' && (one[2] as File[]).length > 0).length;
    }))
    .toBe(3);
  await page.reload();
  await expect(page.locator('[name="captured.witness_name"]')).toHaveValue('Contoh Rekaan');
  await page.locator('button[value=report_visit]').click();
  await expect(page.locator('main')).toContainText('Tersimpan di perangkat ini');
  await expect(page.locator('#luring')).toContainText('1 laporan menunggu sinyal');

  // By itself, with the page open on which it was written.
  await context.setOffline(false);
  await expect(page.locator('main')).toContainText('Terkirim');
  await page.goto(ROUTE);
  await expect(page.locator(`a[href="${here}"]`)).toHaveCount(0);
  const number = here.split('/').pop()!;
  await page.goto(`/kota-bandung/meja/${number}`);
  await expect(page.locator('main')).toContainText('Sesuai permohonan, tidak ada yang menghalangi.');
  await expect(page.locator('main')).toContainText('dari titik permohonan');

  const kept = (): Promise<string[]> => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('terang-rute-')));
  expect(await kept()).toHaveLength(1);
  await page.goto('/kota-bandung/akun');
  await page.locator('form[action="/keluar"] button').click();
  await page.waitForURL((url) => url.pathname === '/');
  expect(await kept(), 'who leaves takes the pages along').toHaveLength(0);
});

test('a visit that lacks something is told what, and is put on record with it @phone', async ({ page, browser, noise }) => {
  if (scripts()) noise.expectStatus(422, /\/meja\/rute\//);
  const { here, officer } = await visit(page, browser, noise);
  await signIn(page, officer);
  await page.goto(here);
  await fill(page);
  await page.locator('button[value=report_visit]').click();
  await expect(page.locator(scripts() ? '#luring' : '#kesalahan'), 'what is missing is said').toContainText('Tanda tangan');
  await expect(page.locator('[name="captured.witness_name"]'), 'and what was typed is there').toHaveValue('Contoh Rekaan');
  await axe(page);
  await page.locator('[name="captured.witness_signature"]').setInputFiles(PICTURE);
  await page.locator('[name="captured.officer_signature"]').setInputFiles(PICTURE);
  await page.locator('button[value=report_visit]').click();
  await page.waitForURL((url) => url.pathname === ROUTE);
  await expect(page.locator(`a[href="${here}"]`)).toHaveCount(0);
  await axe(page);
});
