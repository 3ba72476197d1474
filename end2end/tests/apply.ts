// Fills the form of a service as a person does, whatever its pages ask.
import { test, type Page } from '@playwright/test';
import { paperFor } from './decide';

/** Who applies in a test: another one in each, so that no test's requests are alike to those of another. */
interface Applicant {
  organisation: string;
  nik: string;
  npwp: string;
  phone: string;
  account: string;
}

/** The applicant of the running test, the same however often it asks. */
export function applicant(): Applicant {
  let seed = 0;
  for (const letter of test.info().testId) seed = (seed * 31 + letter.charCodeAt(0)) % 26 ** 4;
  const digits = String(seed).padStart(6, '0');
  const word = [0, 1, 2, 3].map((i) => String.fromCharCode(97 + (Math.floor(seed / 26 ** i) % 26))).join('');
  return {
    organisation: `Yayasan Contoh Nusantara Fiktif ${word[0]!.toUpperCase()}${word.slice(1)}`,
    nik: `999901010190${digits.slice(2)}`,
    npwp: `999999999${digits}`,
    phone: `0800-${digits.slice(0, 3)}-${digits.slice(3)}9`,
    account: `9999${digits}`,
  };
}

/** A plausible, plainly fictional answer to one box. */
function answer(name: string, type: string, numeric: boolean): string {
  const who = applicant();
  if (name.includes('nik')) return who.nik;
  if (name.includes('npwp')) return who.npwp;
  if (type === 'tel') return who.phone;
  if (type === 'email') return 'warga@contoh.test';
  if (type === 'date') return name.includes('born') ? '1990-02-03' : name.includes('found') ? '2015-02-03' : name.includes('end') ? '2027-08-20' : '2027-06-20';
  if (numeric) return name.includes('account') ? who.account : /price|amount/.test(name) ? '1.500.000' : '2';
  return name.includes('unit') ? 'buah' : who.organisation;
}

async function fill(page: Page, choose: string[]): Promise<void> {
  for (const box of await page.locator('main form[data-ajukan]').locator('input, textarea, select').all()) {
    const [type, name, tag] = await box.evaluate((e) => [(e as HTMLInputElement).type, (e as HTMLInputElement).name, e.tagName]);
    if (type === 'radio') {
      if ((await page.locator(`input[name="${name}"]:checked`).count()) === 0) await box.check();
    } else if (type === 'checkbox') await box.check();
    else if (type === 'file') await box.setInputFiles(await paperFor(box));
    else if (tag === 'SELECT') {
      const labels = await box.locator('option').allInnerTexts();
      const wanted = choose.find((label) => labels.includes(label));
      if (wanted) await box.selectOption({ label: wanted });
      else if (!(await box.inputValue())) await box.selectOption({ index: 1 });
    } else if (type !== 'hidden' && !(await box.inputValue())) {
      await box.fill(answer(name.toLowerCase(), type, (await box.getAttribute('inputmode')) === 'numeric'));
    }
  }
}

/** Answers the questions before the form, until it begins. */
export async function begin(page: Page, service = '/kota-bandung/hibah'): Promise<void> {
  await page.goto(`${service}/ajukan`);
  // Whoever the city knows is offered what it knows, and begins anew here.
  const names = await page.$$eval('main fieldset input[type=radio]', (all) => [...new Set(all.map((e) => (e as HTMLInputElement).name))].filter((n) => n !== 'profil'));
  const no = new Set<string>();
  for (let round = 0; round < 3 && !/ajukan\/[0-9a-f-]{36}/.test(page.url()); round++) {
    for (const name of names) await page.check(`input[name="${name}"][value="${no.has(name) ? 'tidak' : 'ya'}"]`);
    await page.getByRole('button', { name: 'Mulai mengisi' }).click();
    await page.waitForLoadState('load');
    for (const name of names) if ((await page.locator(`fieldset.err input[name="${name}"]`).count()) > 0) no.add(name);
  }
}

/** From the questions before the form to the last look at all answers. */
export async function toReview(page: Page, ...choose: string[]): Promise<void> {
  await begin(page);
  await fillPages(page, choose);
}

async function fillPages(page: Page, choose: string[]): Promise<void> {
  for (let step = 0; step < 20 && !page.url().includes('/periksa'); step++) {
    const here = page.url();
    await fill(page, choose);
    await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
    // With scripts a page with files is sent in the background, with a bar; then the next page comes.
    await page.waitForURL((url) => url.toString() !== here);
    await page.waitForLoadState('load');
  }
}

/** Hands a request in and gives its number and secret; of lists that have one of these words, that one is chosen. */
export async function submit(page: Page, ...choose: string[]): Promise<{ number: string; secret: string }> {
  await toReview(page, ...choose);
  return send(page);
}

/** The same for any service, by the address of its list. */
export async function submitTo(page: Page, service: string, ...choose: string[]): Promise<{ number: string; secret: string }> {
  await begin(page, service);
  await fillPages(page, choose);
  return send(page);
}

async function send(page: Page): Promise<{ number: string; secret: string }> {
  await page.getByRole('button', { name: 'Kirim pengajuan' }).click();
  await page.waitForURL(/tanda-terima/);
  return { number: (await page.locator('#nomor-terima').innerText()).trim(), secret: (await page.locator('#kode-rahasia').innerText()).trim() };
}
