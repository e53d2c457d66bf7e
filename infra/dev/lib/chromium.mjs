/** Which Chromium the browser tests drive. Playwright's and Vitest's configurations read this too. */
import { existsSync } from 'node:fs';

/** Switches for a browser in a container, quiet towards the network. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/**
 * Path of the browser: `PARLEY_CHROMIUM`, the system's, or undefined. Playwright's own is looked for by `findChromium`.
 * @returns {string | undefined}
 */
const systemChromium = () => [process.env.PARLEY_CHROMIUM ?? '', ...usual].find((path) => path !== '' && existsSync(path));

/**
 * Launch options for Playwright and Vitest; without a system's browser they take Playwright's own.
 * @returns {{ args: string[], executablePath?: string }}
 */
export function chromiumLaunch() {
  const executablePath = systemChromium();
  return executablePath === undefined ? { args: chromiumArgs } : { args: chromiumArgs, executablePath };
}

/**
 * The system's browser, else the one that Playwright downloaded. Needs installed dependencies.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const system = systemChromium();
  if (system !== undefined) return system;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}
