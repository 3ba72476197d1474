// Who looks at Terang: a citizen's phone, an officer's desktop, and a phone on which no script runs.
// `cargo xtask test --only e2e` starts the server and says where it is; nothing is downloaded, the browser is the
// system's own Chromium.
import { defineConfig } from '@playwright/test';

// A working day has a server of its own, because it moves the clock.
const room = { name: 'room', testMatch: /room/, use: { viewport: { width: 1366, height: 768 } } };

// What a browser has to do with the benchmarks, which start it themselves.
const paint = { name: 'paint', testMatch: /paint/, use: { viewport: { width: 1920, height: 1080 } } };

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

// Bytes are the same on every screen: they are weighed on the phone.
const desktop = { name: 'desktop', testIgnore: /bytes|interrupt|room|paint/, use: { viewport: { width: 1366, height: 768 } } };

export default defineConfig({
  testDir: 'tests',
  forbidOnly: !!process.env.CI,
  retries: 0, // a test that passes the second time has found something
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000',
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    actionTimeout: 15_000,
    // A recording of every step costs as much as the steps; `TRACE=1` asks for it. It has pictures of its own.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'off',
    serviceWorkers: 'allow',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // What a test is tagged with is where it is run:
  // `@phone`   what a phone shows step by step, with scripts and without; a desktop's pages of that kind are seen by other specs;
  // `@desk`    what is worked with at a desk; without scripts it is seen on a phone's width all the same;
  // `@once`    what can happen only once on a server: on the desktop;
  // `@scripts` what is not there without scripts: a stream, or what keeps what is being typed;
  // `@both`    what is seen on PostgreSQL as well. There it is the database that is looked at, so one screen does.
  projects: process.env.PAINT ? [paint] : process.env.ROOM ? [room] : process.env.BOTH ? [{ ...desktop, grep: /@both/ }] : [
    { name: 'phone', grepInvert: /@once|@desk/, testIgnore: /room|paint/, use: phone },
    { ...desktop, grepInvert: /@phone/ },
    { name: 'no-js', grepInvert: /@scripts|@once/, testIgnore: /bytes|gap|shared|interrupt|room|paint/, use: { ...phone, javaScriptEnabled: false } },
  ],
});
