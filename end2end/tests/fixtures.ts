// What every spec stands on: a `test` that also fails on what the browser complains about, waiting for hydration,
// the accessibility check, signing in, and weighing a page.
import { test as base, expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export { expect };

/** What the browser complained about while a test ran, less what the test said it would. */
export class Noise {
  private heard: string[] = [];
  private statuses: { status: number; url: RegExp }[] = [];
  private words: RegExp[] = [];

  /** Listens to all pages of a context; the test's own context is watched already. */
  watch(context: BrowserContext): void {
    context.on('weberror', (error) => this.heard.push(`page error: ${error.error().stack ?? error.error().message}`));
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      // The browser repeats a failed response as a message; the response itself is judged below.
      if (message.text().startsWith('Failed to load resource:')) return;
      // An office's page preloads its scripts, and a browser that waits some seconds for a processor says that nothing used them
      // yet; where scripts are off, nothing ever does. What a page loads in vain, the weighing of pages finds.
      if (message.text().includes('was preloaded using link preload but not used')) return;
      this.heard.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('requestfailed', (request) => {
      // A page that is left takes its open requests with it.
      if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
      // Where scripts are off, the browser refuses the ones that a page preloads: as it should.
      if (!scripts() && request.resourceType() === 'script') return;
      this.heard.push(`request failed: ${request.method()} ${request.url()}: ${request.failure()?.errorText}`);
    });
    context.on('response', (response) => {
      if (response.status() < 400) return;
      this.heard.push(`status ${response.status()}: ${response.request().method()} ${response.url()}`);
    });
  }

  /** The test causes this refusal; 500 and above are never expected. */
  expectStatus(status: number, url: RegExp): void {
    if (status < 400 || status > 499) throw new Error(`only 4xx can be expected, not ${status}`);
    this.statuses.push({ status, url });
  }

  /** A message that is known and harmless; the reason is for the reader. */
  allow(pattern: RegExp, reason: string): void {
    if (reason.length < 10) throw new Error('say why the message is harmless');
    this.words.push(pattern);
  }

  /** What is left over. */
  complaints(): string[] {
    return this.heard.filter((line) => {
      const refused = /^status (\d+): \S+ (.*)$/.exec(line);
      if (refused && this.statuses.some((s) => s.status === Number(refused[1]) && s.url.test(refused[2] ?? ''))) return false;
      return !this.words.some((pattern) => pattern.test(line));
    });
  }
}

export const test = base.extend<{ noise: Noise }>({
  noise: [
    async ({ context }, use) => {
      const noise = new Noise();
      noise.watch(context);
      await use(noise);
      // In the message itself: what a report prints of two lists can be cut off by what is attached to it.
      const complaints = noise.complaints();
      expect(complaints.length, `the browser complained:\n${complaints.join('\n')}`).toBe(0);
    },
    { auto: true },
  ],
});

/** False in the project in which no script runs. */
export function scripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Waits until the browser's half has taken over the page; without scripts there is nothing to wait for. */
export async function hydrated(page: Page): Promise<void> {
  if (scripts()) await page.waitForSelector('html[data-hydrated]', { state: 'attached' });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  help: string;
  nodes: string[];
}

/** The page is no wider than its screen. A phone's browser widens the window with the page, so the screen is asked for. */
export async function fits(page: Page): Promise<void> {
  const beyond = await page.evaluate((screen) => document.documentElement.scrollWidth - screen, page.viewportSize()!.width);
  expect(beyond, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

/**
 * No violation of WCAG 2.2 A and AA. The checker goes in through the debugger, so that the page's own content
 * security policy stays in force. Without scripts the structure is checked instead, because axe is one.
 */
export async function axe(page: Page): Promise<void> {
  await fits(page);
  if (!scripts()) return structure(page);
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (): Promise<Finding[]> => {
    interface Result { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }
    interface Axe { run(where: Document, options: object): Promise<{ violations: Result[] }> }
    const checker = (window as unknown as { axe: Axe }).axe;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await checker.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }));
  });
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/**
 * What can be said about a page from its elements alone. Asked in one piece: a form of a hundred fields would else be some
 * hundred questions to the browser.
 */
export async function structure(page: Page): Promise<void> {
  const where = page.url();
  const found = await page.evaluate((): string[] => {
    const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
    const wrong: string[] = [];
    const only = (selector: string): void => {
      if (all(selector).length !== 1) wrong.push(`${selector}: ${all(selector).length} of them, not one`);
    };
    if (!/^[a-z]{2}/.test(document.documentElement.lang)) wrong.push('no language');
    if (!document.title.trim()) wrong.push('no title');
    only('h1');
    only('main');
    for (const picture of all('img:not([alt])')) wrong.push(`a picture without a text: ${picture.outerHTML}`);

    const ids = all('[id]').map((element) => element.id);
    for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`an id used twice: ${id}`);

    for (const field of all('input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea')) {
      const named = field.getAttribute('aria-label') || field.getAttribute('aria-labelledby');
      const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      if (!named && !label && !field.closest('label')) wrong.push(`a field without a label: ${field.getAttribute('name')}`);
    }

    const levels = all('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1]));
    levels.forEach((level, at) => {
      if (at > 0 && level > (levels[at - 1] ?? level) + 1) wrong.push(`a heading level is skipped before h${level}`);
    });
    return wrong;
  });
  expect(found, `structure of ${where}`).toEqual([]);
}

/** Accounts of the demonstration data, by role. */
export type Persona =
  | 'pemohon'
  | 'tu'
  | 'tu-2'
  | 'kabag-tu'
  | 'kepala-daerah'
  | 'tim-pertimbangan'
  | 'opd'
  | 'tapd'
  | 'ppkd'
  | 'bendahara'
  | 'ppk'
  | 'kuasa-bud'
  | 'inspektorat'
  | 'operator'
  | 'teknis-izin'
  | 'teknis-izin-2'
  | 'teknis-izin-3'
  | 'verifikator-izin'
  | 'pegawai'
  | 'kepegawaian'
  | 'admin'
  | 'sekda'
  | 'kasi-izin'
  | 'kepala-teknis'
  | 'kabid-izin';

/** Signs in as a demonstration account through the page that everybody uses. */
export async function signIn(page: Page, persona: Persona, region = 'kota-bandung'): Promise<void> {
  await page.goto('/masuk');
  // A form that is typed into while the page is taken over could be filled twice: wait, where scripts are coming.
  if (scripts() && (await page.locator('script[type=module], link[rel=modulepreload]').count()) > 0) await hydrated(page);
  await page.locator('#login').fill(`${persona}@${region}.demo.test`);
  await page.locator('#password').fill('terang-demo');
  await page.locator('form:has(#password) [type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/masuk');
}

/** Bytes as they came over the wire, after compression, by kind. */
export interface Weight {
  html: number;
  css: number;
  script: number;
  wasm: number;
}

const KINDS = [
  ['html', 'text/html'],
  ['css', 'text/css'],
  ['script', 'javascript'],
  ['wasm', 'application/wasm'],
] as const;

/**
 * Weighs everything that is asked for while `go` runs, heads included, as the browser's network counts it; a stream of
 * events never ends and is left out. (The sizes that Playwright computes are wrong for bodies sent in chunks.)
 */
export async function weigh(page: Page, go: () => Promise<unknown>): Promise<Weight> {
  const weight: Weight = { html: 0, css: 0, script: 0, wasm: 0 };
  const network = await page.context().newCDPSession(page);
  const types = new Map<string, string>();
  network.on('Network.responseReceived', ({ requestId, response }) => types.set(requestId, response.mimeType));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = KINDS.find(([, part]) => types.get(requestId)?.includes(part))?.[0];
    if (kind) weight[kind] += encodedDataLength;
  });
  await network.send('Network.enable');
  await go();
  await network.detach();
  return weight;
}

/** Opens what is folded, unless it is open: an action in which somebody typed before is. */
export async function unfold(details: Locator): Promise<void> {
  if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
}
