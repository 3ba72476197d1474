// A request passes every office to the approved list, each decision taken by its own persona at its own desk, before the
// eyes of its applicant and of the command center; then everyone finds it in the public list.
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, scripts, signIn, test, unfold, type Persona } from './fixtures';
import { applicant, submit } from './apply';
import { handIn } from './handed';
import { thereAndBack } from './aside';
import { fillIn, opens, send } from './applicant';
import { decide, today, whose } from './decide';
import { carriedOn } from './list';

const OFFICERS: Persona[] = ['tu', 'kepala-daerah', 'tim-pertimbangan', 'opd', 'tapd', 'ppkd'];
const DESKTOP = { width: 1366, height: 768 };

test('from the form to the accepted report, followed live @both @phone', async ({ page, browser, noise }) => {
  test.setTimeout(600_000);
  const baseURL = test.info().project.use.baseURL ?? new URL(page.url()).origin;
  const enter = async (persona: Persona): Promise<Page> => {
    const context: BrowserContext = await browser.newContext({ baseURL, viewport: DESKTOP, javaScriptEnabled: scripts() });
    noise.watch(context);
    const desk = await context.newPage();
    await signIn(desk, persona);
    return desk;
  };
  const desks = new Map<Persona, Page>();
  for (const persona of OFFICERS) desks.set(persona, await enter(persona));

  // The agency of the persona that evaluates is in charge of one field of affairs: the request is of that field.
  const evaluator = desks.get('opd')!;
  await evaluator.goto('/kota-bandung/meja');
  await evaluator.goto((await evaluator.locator('.rows a').first().getAttribute('href'))!);
  const affair = await evaluator.locator('.facts div', { hasText: 'Bidang' }).locator('dd').innerText();
  // Another officer of the first desk looks at the list all the while.
  const list = await enter('tu');
  await list.goto('/kota-bandung/meja');
  await hydrated(list);
  if (scripts()) await expect(list.locator('.live').first()).toContainText('Langsung');
  // The same applicant asks twice: what is alike has to be compared before it goes on.
  const { number: twin } = await handIn({ affair });
  const { number } = await submit(page, affair);
  const row = list.locator('.rows a', { hasText: number });
  if (!scripts()) await list.reload();
  await expect(row, 'what was handed in is in the list').toHaveCount(1);

  // Given back, mended, refused, and taken up again: all before the eyes of the colleague.
  await thereAndBack(page, desks, await enter('inspektorat'), number);
  if (!scripts()) await list.reload();
  await expect(row, 'what was taken up again is in the list').toHaveCount(1);

  const board = await enter('operator');
  await board.goto('/kota-bandung/komando');
  await hydrated(board);
  const decided = board.locator('.figures .tile').last().locator('.big');
  await page.goto(`/kota-bandung/lacak/${number}`);
  if (scripts()) await expect(page.locator('.live').first()).toContainText('Langsung');
  const now = page.locator('.line li.now b');

  const passed: string[] = [];
  for (let step = 0; step < 20; step++) {
    const turn = await whose(desks, number);
    if (!turn) break;
    const [stage, figure] = [await now.innerText(), await decided.innerText()];
    passed.push(`${turn.persona}: ${stage}`);
    await decide(desks.get(turn.persona)!, number, turn.offer);
    // Without scripts both are the same pages, loaded again by hand.
    if (!scripts()) {
      await page.reload();
      await board.reload();
    }
    if (passed.length === 1) {
      if (!scripts()) await list.reload();
      await expect(row, 'what a colleague decided has left the list').toHaveCount(0);
    }
    await expect(now, `the applicant sees that ${stage} is over`).not.toHaveText(stage);
    await expect(decided, `the wall counts that ${stage} is decided`).not.toHaveText(figure);
    if (passed.some((p) => p.startsWith('ppkd')) && (await approved(page)) !== '–') break;
  }
  await evaluator.goto(`/kota-bandung/meja/${number}`);
  await expect(evaluator.locator('details.pair', { hasText: twin }), 'the pair that was compared').toContainText('bukan ganda');
  expect(new Set(passed.map((p) => p.split(':')[0])).size, passed.join('\n')).toBe(OFFICERS.length);
  expect(await page.locator('.line li.done').count()).toBeGreaterThanOrEqual(passed.length);

  // The money: asked for by its recipient, agreed on, paid after the cross-checks, reported line by line, accepted.
  for (const persona of ['bendahara', 'ppk', 'kuasa-bud'] as Persona[]) desks.set(persona, await enter(persona));
  const act = async (persona: Persona, action: string): Promise<void> => decide(desks.get(persona)!, number, action);
  // Budget and decree are put on record for the whole list at once.
  await carriedOn(desks.get('ppkd')!, number, { budget_rule: 'Perwal Contoh 1/2026' });
  await carriedOn(desks.get('kepala-daerah')!, number, { decree_number: '978/CONTOH-2/2026', decree_on: today });
  await expect(desks.get('kepala-daerah')!.locator('.issued'), 'the annex of the decree').toContainText('Lampiran Keputusan Penetapan Penerima');
  await fillIn(page, number, 'request_payment', async (form) => {
    await form.locator('input[name="plan.0.amount"]').fill('999.999');
    await Promise.all([page.waitForEvent('load'), send(form)]);
    await hydrated(page);
    await expect(page.locator('[role=alert]'), 'a plan that does not add up').toContainText('harus sama');
    await expect(form.locator('.files a'), 'and every paper is still there').toHaveCount(5);
    await form.locator('input[name="plan.0.amount"]').fill('1.000.000');
  });
  await act('ppkd', 'prepare');
  await page.goto(`/kota-bandung/lacak/${number}`);
  const agreement = page.locator('.issued li', { hasText: 'Naskah Perjanjian Hibah Daerah' }).first();
  await genuine(page, agreement, 'Dokumen ini asli');
  await fillIn(page, number, 'sign_agreement', async (form) => {
    await expect(page.locator('.issued'), 'what is signed lies beside it').toContainText('Naskah Perjanjian Hibah Daerah');
    await form.locator('input[name="signed_name"]').fill('Perantara Rekaan');
    await Promise.all([page.waitForEvent('load'), send(form)]);
    await hydrated(page);
    await expect(page.locator('[role=alert]'), 'nobody signs for the head').toContainText('Tulis seperti dalam pengajuan');
    await form.locator('input[name="signed_name"]').fill(applicant().organisation.toLowerCase());
  });
  await page.goto(`/kota-bandung/lacak/${number}`);
  await genuine(page, page.locator('.issued li', { hasText: 'yang Ditandatangani' }), 'Dokumen ini asli');
  await page.goto(`/kota-bandung/lacak/${number}`);
  await genuine(page, page.locator('.issued li', { hasText: 'Naskah Perjanjian Hibah Daerah' }).filter({ hasText: 'Tidak berlaku lagi' }), 'tidak berlaku lagi');
  const treasurer = desks.get('bendahara')!;
  await treasurer.goto(`/kota-bandung/meja/${number}`);
  await hydrated(treasurer);
  await unfold(treasurer.locator('#aksi-ask_order'));
  await axe(treasurer);
  await expect(treasurer.locator('#aksi-ask_order .agree .tag.ok'), 'eight things agree before money moves').toHaveCount(8);
  await act('bendahara', 'ask_order');
  await act('ppk', 'order');
  await act('kuasa-bud', 'pay');
  await act('ppkd', 'record_credit');
  await fillIn(page, number, 'add_progress', async () => {});
  await fillIn(page, number, 'submit_report', async (form) => {
    await form.locator('input[name="report.0.spent"]').fill('900.000');
    // With files it is sent in the background, and then the page comes anew.
    await Promise.all([page.waitForEvent('load'), form.locator('button[value=simpan]').click()]);
    await hydrated(page);
    await expect(form.locator('input[name="report.0.spent"]'), 'a report can be gone on with').toHaveValue('900.000');
    await form.locator('input[name="report.0.spent"]').fill('1.000.000');
  });
  await act('tu', 'register_report');
  await act('ppkd', 'accept_report');
  await page.goto(`/kota-bandung/lacak/${number}`);
  await expect(page.locator('#keadaan .tag')).toHaveText('Selesai');

  expect(await opens(page), 'receipt, return, refusal, decree, payment, agreement').toBeGreaterThan(8);

  await axe(page);
  const amount = await approved(page);
  await page.goto(`/kota-bandung/hibah/${number}`);
  await axe(page);
  expect(amount).toMatch(/^Rp/);
  await page.goto(`/kota-bandung/hibah?cari=${encodeURIComponent(applicant().organisation)}`);
  const line = page.locator('table.list tr', { hasText: number });
  await expect(line).toHaveCount(1);
  await expect(line).toContainText(amount);
});

/** A document opens as a PDF, and its page of verification says what it should, to whoever has its number. */
async function genuine(page: Page, line: Locator, says: string): Promise<void> {
  const file = await page.request.get((await line.locator('a[href$=".pdf"]').getAttribute('href'))!);
  expect(file.status()).toBe(200);
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto((await line.locator('a[href*="/verifikasi/"]').getAttribute('href'))!);
  await expect(page.locator('h1')).toContainText(says);
  await axe(page);
  await page.locator('input[type=file]').setInputFiles({ name: 'dokumen.pdf', mimeType: 'application/pdf', buffer: await file.body() });
  await page.locator('form[enctype] button').click();
  await expect(page.locator('#banding ~ [role=status]')).toContainText('persis dokumen');
}

/** The amount on the ladder's last rung. */
async function approved(page: Page): Promise<string> {
  return (await page.locator('.ladder dd').last().innerText()).trim();
}
