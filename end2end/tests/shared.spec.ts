// All tabs of a browser share one live connection: each hears what is its own, a newcomer misses nothing, and what one
// of them may not hear takes nothing from the others.
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { expect, hydrated, signIn, test } from './fixtures';
import { handIn } from './handed';
import { decide, whose } from './decide';

/** The shared workers of a context, asked through the debugger what they hold. */
async function workers(browser: Browser, page: Page): Promise<{ connections: number; topics: string }[]> {
  const own: CDPSession = await page.context().newCDPSession(page);
  const { targetInfo } = await own.send('Target.getTargetInfo');
  const all = await browser.newBrowserCDPSession();
  const { targetInfos } = await all.send('Target.getTargets', { filter: [{ type: 'shared_worker' }] });
  const held: { connections: number; topics: string }[] = [];
  for (const { targetId } of targetInfos.filter((t) => t.browserContextId === targetInfo.browserContextId)) {
    const { sessionId } = await all.send('Target.attachToTarget', { targetId, flatten: false });
    const expression = '(() => { const s = [...streams.values()].flat().map((x) => x.source); return JSON.stringify({ connections: s.filter((x) => x.readyState < 2).length, topics: s.map((x) => new URL(x.url).searchParams.get("topics")).join("+") }); })()';
    const answered = new Promise<string>((resolve) => all.on('Target.receivedMessageFromTarget', ({ message }) => JSON.parse(message).id === 1 && resolve(message)));
    await all.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }) });
    held.push(JSON.parse(JSON.parse(await answered).result.result.value));
    await all.send('Target.detachFromTarget', { sessionId });
  }
  await all.detach();
  return held;
}

/** A browser of its own for an officer, and the streams that its pages opened by themselves. */
async function office(browser: Browser): Promise<{ context: BrowserContext; ownStreams: string[] }> {
  const { baseURL } = test.info().project.use;
  const context = await browser.newContext({ baseURL, viewport: { width: 1366, height: 768 } });
  const ownStreams: string[] = [];
  context.on('request', (request) => request.url().includes('/stream?') && request.frame() && ownStreams.push(request.url()));
  return { context, ownStreams };
}

test('tabs share one connection, and each shows its own news @desk', async ({ browser, noise }) => {
  test.setTimeout(120_000);
  const { number } = await handIn();
  const { context, ownStreams } = await office(browser);
  noise.watch(context);
  const desk = await context.newPage();
  await signIn(desk, 'tu');
  await desk.goto('/kota-bandung/meja');
  await hydrated(desk);
  const open = await context.newPage();
  await open.goto(`/kota-bandung/meja/${number}`);
  await hydrated(open);
  await expect(desk.locator('.live').first()).toContainText('Langsung');
  await expect.poll(() => workers(browser, desk)).toEqual([{ connections: 1, topics: `desk,case:${number}` }]);
  expect(ownStreams, 'no tab has a connection of its own').toEqual([]);

  // A tab that asks for what it may not hear, as one whose post has ended does.
  await open.evaluate(() => {
    const refused = new SharedWorker('/aliran.js').port;
    (window as unknown as { refused: MessagePort }).refused = refused;
    refused.postMessage(JSON.stringify({ region: 'kota-bandung', topics: 'board', after: 0 }));
  });
  await expect.poll(async () => (await workers(browser, desk))[0]?.topics).toContain('board');

  // A newcomer hears what happened since its page was made.
  const seen = await open.evaluate(
    async (number) =>
      new Promise<string>((resolve) => {
        const port = new SharedWorker('/aliran.js').port;
        port.onmessage = ({ data: [event, data] }) => event === 'message' && JSON.parse(data).number === number && resolve(data);
        port.postMessage(JSON.stringify({ region: 'kota-bandung', topics: 'public', after: 0 }));
        setTimeout(() => resolve('nothing'), 10_000);
      }),
    number,
  );
  expect(JSON.parse(seen).topics).toContain('public');

  const another = await office(browser);
  const colleague = await another.context.newPage();
  await signIn(colleague, 'tu');
  const turn = await whose(new Map([['tu', colleague]]), number);
  await decide(colleague, number, turn!.offer);
  await another.context.close();
  await expect(open.locator('.note.warn'), 'a page of the case says that a colleague decided').toContainText('petugas lain');
  const { number: second } = await handIn();
  await expect(desk.locator('.rows a', { hasText: second }), 'the desk goes on').toHaveCount(1);
  expect(ownStreams).toEqual([]);
  await context.close();
});

test('without shared workers each tab has a connection of its own @desk', async ({ browser, noise }) => {
  test.setTimeout(120_000);
  const { context, ownStreams } = await office(browser);
  noise.watch(context);
  await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  const desk = await context.newPage();
  await signIn(desk, 'tu');
  await desk.goto('/kota-bandung/meja');
  await hydrated(desk);
  await expect(desk.locator('.live').first()).toContainText('Langsung');
  expect(ownStreams).toHaveLength(1);
  const { number } = await handIn();
  await expect(desk.locator('.rows a', { hasText: number })).toHaveCount(1);
  await context.close();
});
