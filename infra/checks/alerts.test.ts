/** What Prometheus is given, tried by its own tool. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../dev/lib/paths.mjs';
import { findPromtool } from '../dev/lib/promtool-program.mjs';
import { promtoolRemedy } from '../dev/lib/system-parts.mjs';
import { read } from './sources.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-alerts-'));
  for (const file of ['alerts.yml', 'alerts-check.yml', 'prometheus.yml'])
    cpSync(join(root, 'infra/dashboards', file), join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Its exit code and all that it said. */
function promtool(...args: string[]): { code: number | null; said: string } {
  const program = findPromtool();
  if (!program) throw new Error(`promtool is not installed. Run: ${promtoolRemedy({ debian: true, root: false }).command}`);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

describe('alerts', () => {
  it('OPS-4 Prometheus takes its configuration and the alerts', () => {
    expect(promtool('check', 'config', 'prometheus.yml')).toMatchObject({ code: 0 });
  });

  it('OPS-4 their receiver reads its address where the containers put it', () => {
    const [, file] = /url_file: (\S+)/.exec(read('infra/dashboards/alertmanager.yml').text) ?? [];
    const [, target] = /source: alert-webhook, target: (\S+) }/.exec(read('infra/compose.scale.yaml').text) ?? [];
    expect(file).toMatch(/^\//);
    expect(target).toBe(file);
  });

  it('OPS-4 each alert fires when it should and rests when it should', () => {
    expect(promtool('test', 'rules', 'alerts-check.yml')).toMatchObject({ code: 0 });
  });

  it.each([
    ['that all instances are gone', ' or absent(up{job="parley"})', '', 'ParleyNotReady'],
    ['that one of several is gone', '[6h]', '[15s]', 'ParleyTooFewInstances'],
    ['that the loop stands still', 'nodejs_eventloop_lag_p99_seconds > 0.2', 'nodejs_eventloop_lag_p99_seconds > 2', 'ALERTS'],
  ])('OPS-4 turns red for alerts that do not see %s', (_what, from, to, named) => {
    const alerts = read('infra/dashboards/alerts.yml').text;
    expect(alerts).toContain(from);
    writeFileSync(join(folder, 'alerts.yml'), alerts.replace(from, to));
    const { code, said } = promtool('test', 'rules', 'alerts-check.yml');
    expect([code, said]).toEqual([1, expect.stringContaining(named)]);
    writeFileSync(join(folder, 'alerts.yml'), alerts);
  });
});
