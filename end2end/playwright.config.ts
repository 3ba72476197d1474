// Who looks at Terang: a citizen's phone, an officer's desktop, and a phone on which no script runs.
// `cargo xtask test --only e2e` starts the server and says where it is; nothing is downloaded, the browser is the
// system's own Chromium.
import { defineConfig } from '@playwright/test';

// A working day has a server of its own, because it moves the clock.
const room = { name: 'room', testMatch: /room/, use: { viewport: { width: 1366, height: 768 } } };

// What a browser has to do with the benchmarks, which start it themselves.
const paint = { name: 'paint', testMatch: /paint/, use: { viewport: { width: 1920, height: 1080 } } };

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

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
    trace: 'retain-on-failure',
    // The trace has pictures of every step; a test with a dozen windows would attach one more of each.
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
  projects: process.env.PAINT ? [paint] : process.env.ROOM ? [room] : [
    // What can happen only once on a server is tagged `@once`, and happens on the desktop.
    { name: 'phone', grepInvert: /@once/, testIgnore: /room|paint/, use: phone },
    // Bytes are the same on every screen, and fewer without scripts: they are weighed once. Without scripts there is no stream,
    // and nothing that keeps what is being typed.
    { name: 'desktop', testIgnore: /bytes|interrupt|room|paint/, use: { viewport: { width: 1366, height: 768 } } },
    { name: 'no-js', grepInvert: /@scripts|@once/, testIgnore: /bytes|gap|shared|interrupt|room|paint/, use: { ...phone, javaScriptEnabled: false } },
  ],
});
