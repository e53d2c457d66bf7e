/** The pages that are made from tables are those of the tables as they are. `-u` writes them. */
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../config/variables.ts';
import { configurationPage } from './configuration.ts';
import { logPage } from './log.ts';
import { metricsPage } from './metrics.ts';

const fileOf = (name: string): string => `../../../site/docs/${name}.md`;

describe('pages made from tables', () => {
  it('OPS-5 the page of settings is up to date and has each variable once', async () => {
    const page = configurationPage();
    for (const name of Object.keys(VARIABLES)) expect(page.split(`| \`${name}\` |`)).toHaveLength(2);
    await expect(page).toMatchFileSnapshot(fileOf('configuration'));
  });

  it('OPS-2 the page of numbers is up to date', async () => {
    await expect(metricsPage()).toMatchFileSnapshot(fileOf('metrics'));
  });

  it('OPS-3 the page of log lines is up to date', async () => {
    await expect(logPage()).toMatchFileSnapshot(fileOf('log'));
  });
});
