// Takes decisions at desks as officers do, whatever the workflow asks of them.
import type { Locator, Page } from '@playwright/test';
import { expect, hydrated, unfold, type Persona } from './fixtures';
import { approved, listed } from './list';

/** What the workflow gives an officer now, as the API says it. */
interface Offer {
  action: string;
  effect: string;
}

/** A persona, and what the workflow offers it. */
interface Turn {
  persona: Persona;
  offer: string;
}

/** The persona who may do something of an effect now, and what that is. */
export async function turn(desks: Map<Persona, Page>, number: string, effect: string): Promise<Turn | undefined> {
  for (const [persona, desk] of desks) {
    const answer = await desk.request.get(`/api/v1/kota-bandung/cases/${number}/actions`);
    if (!answer.ok()) continue;
    const { items } = (await answer.json()) as { items: Offer[] };
    const offer = items.find((o) => o.effect === effect);
    if (offer) return { persona, offer: offer.action };
  }
  return undefined;
}

/** The persona whose turn it is, and the way forward that the workflow offers it. */
export async function whose(desks: Map<Persona, Page>, number: string): Promise<Turn | undefined> {
  const found = await turn(desks, number, 'advance');
  if (found) return found;
  // What is decided for a whole list is offered by the list and by no case alone.
  for (const [persona, desk] of desks) {
    const { stage } = (await (await desk.request.get(`/api/v1/kota-bandung/cases/${number}`)).json()) as { stage: string };
    if (stage === 'dnc_listed' && persona === 'ppkd') return { persona, offer: 'list:sign' };
    if (stage === 'mayor_approved' && persona === 'kepala-daerah') return { persona, offer: 'list:approve' };
  }
  return undefined;
}

/** A case in the officer's queue for which the workflow offers them an action. */
export async function waitingFor(desk: Page, action: string): Promise<string> {
  const { items } = (await (await desk.request.get('/api/v1/kota-bandung/queue')).json()) as { items: { number: string }[] };
  for (const { number } of items) {
    const offers = (await (await desk.request.get(`/api/v1/kota-bandung/cases/${number}/actions`)).json()) as { items: Offer[] };
    if (offers.items.some((o) => o.action === action)) return number;
  }
  throw new Error(`no case waits for ${action}`);
}

/** Takes one decision at a desk, by what stands on the page; `fillOut` fills in what it asks for, else anything plausible does. */
export async function decide(desk: Page, number: string, action: string, fillOut = fill): Promise<void> {
  if (action === 'list:sign') return listed(desk, number);
  if (action === 'list:approve') return approved(desk, number);
  await desk.goto('/kota-bandung/meja');
  await desk.goto(`/kota-bandung/meja/${number}`);
  await hydrated(desk);
  if (action === 'recommend') await compareAll(desk);
  const form = desk.locator('#putusan');
  for (const radio of await form.locator('input[type=radio][value=fits]').all()) await radio.check();
  for (const note of await form.locator('input[name$=".evidence"], textarea[name$=".evidence"]').all()) await note.fill('Sesuai berkas contoh');
  const offer = desk.locator(`#aksi-${action}`);
  if (await offer.locator('summary').count()) await unfold(offer);
  await fillOut(offer);
  await offer.locator(`button[value="${action}"]`).click();
  await desk.waitForURL(/selesai=/);
  await expect(desk.locator('.note.ok')).toContainText('Tersimpan');
}

/** Compares the case with each that is alike, and records what was found and why. */
async function compareAll(desk: Page): Promise<void> {
  const open = desk.locator('details.pair', { hasText: 'belum dibandingkan' });
  for (let left = await open.count(); left > 0; left = await open.count()) {
    const pair = open.first();
    // What each test asks for is its own: many that are alike would mean that the tests are in each other's way.
    expect(left, 'requests that are alike').toBeLessThan(6);
    await expect(pair.locator('tbody tr').first(), 'both stand side by side').toContainText('Program dan tahun');
    await pair.locator('input[type=radio][value=berbeda]').check();
    await pair.locator('input[name$=".alasan"]').fill('Kegiatan dan tempatnya lain');
    await Promise.all([desk.waitForEvent('load'), pair.locator('button[name=banding]').click()]);
    await hydrated(desk);
  }
}

/** The day on which the demonstration stands, which need not be the machine's. */
export const today = process.env.TERANG_DEMO_TODAY ?? new Date().toISOString().slice(0, 10);

const pdf = Buffer.from(
  [
    '%PDF-1.4',
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>\nendobj',
    'trailer\n<< /Root 1 0 R >>',
    '%%EOF\n',
  ].join('\n'),
);
/** A picture of one pixel. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64');

interface Paper {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file that a box takes. */
export async function paperFor(box: Locator): Promise<Paper> {
  return paper(!!(await box.getAttribute('accept'))?.includes('pdf'));
}

/** A letter where that is taken, else a picture. */
export function paper(takesPdf: boolean): Paper {
  return takesPdf ? { name: 'surat.pdf', mimeType: 'application/pdf', buffer: pdf } : { name: 'foto.png', mimeType: 'image/png', buffer: picture };
}

/** Fills in what stands in a form and is still empty, with plausible and plainly fictional words, files and figures. */
export async function fill(offer: Locator): Promise<void> {
  for (const box of await offer.locator('input:not([type=hidden]), select, textarea').all()) {
    const [type, name, tag] = await box.evaluate((e) => [(e as HTMLInputElement).type, (e as HTMLInputElement).name, e.tagName]);
    if (type === 'checkbox') await box.check();
    else if (type === 'file') {
      await box.setInputFiles(await paperFor(box));
    } else if (type === 'radio') {
      if ((await offer.locator(`input[name="${name}"]:checked`).count()) === 0) await box.check();
    } else if (tag === 'SELECT') {
      if (!(await box.inputValue())) await box.selectOption({ index: 1 });
    } else if (name.startsWith('why_more')) continue;
    else if (type === 'date') await box.fill(today);
    else if (/_point(@|$)/.test(name)) await box.fill('-6,9147, 107,6098');
    else if (!(await box.inputValue())) await box.fill(/amount/.test(name) ? '1.000.000' : (await box.getAttribute('inputmode')) === 'numeric' ? '1' : 'Contoh 1/2026');
  }
}
