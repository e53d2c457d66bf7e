import { LOG_EVENTS, type LogEntry, type LogEvent } from '@parley/engine';
import { describe, expect, it } from 'vitest';
import { processLog } from './log.ts';

function lines(level: 'info' | 'warn' = 'info') {
  const told: string[] = [];
  return { told, log: processLog({ level, instance: 'north' }, { write: (line) => void told.push(line) }) };
}

describe('the log', () => {
  it('OPS-3 is one line of JSON for each event, with the level of the table, the instance that says it and its fields', () => {
    const { told, log } = lines();
    log.info('draining', { windowMs: 1_000 });
    log.error('commit-failed', { room: 'mine', error: 'Error: two\nlines' });
    expect(told.map((line) => JSON.parse(line))).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), instance: 'north', event: 'draining', windowMs: 1_000 },
      {
        level: 'error',
        time: expect.any(String),
        instance: 'north',
        event: 'commit-failed',
        room: 'mine',
        error: 'Error: two\nlines',
      },
    ]);
    for (const line of told) expect(line.trimEnd()).not.toContain('\n');
  });

  it('OPS-3 keeps quiet below its level', () => {
    const { told, log } = lines('warn');
    log.info('draining');
    log.warn('redis-lost');
    expect(told).toHaveLength(1);
  });

  it('OPS-3 no secret gets out: fields named so, one level down too, and passwords inside of addresses', () => {
    const { told, log } = lines();
    log.error('store', {
      token: 'hunter2',
      given: { secret: 'hunter2', room: 'mine' },
      report: 'no postgres://parley:hunter2@db/x',
    });
    log.warn('redis-lost', { error: 'connect rediss://:hunter2@cache:6379 and redis://me:hunter2@other' });
    expect(told.join('')).not.toContain('hunter2');
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ given: { room: 'mine' }, report: 'no postgres://parley:[hidden]@db/x' });
  });

  it('OPS-7 the end of a trouble is seen where its beginning was', () => {
    const ends = Object.values<LogEntry>(LOG_EVENTS).filter((entry) => entry.ends !== undefined);
    expect(ends.map((entry) => entry.level)).toEqual(ends.map(({ ends: begun }) => LOG_EVENTS[begun as LogEvent]?.level));
    expect(ends.length).toBeGreaterThan(2);
    for (const name of Object.keys(LOG_EVENTS).filter((event) => event.endsWith('-back'))) {
      expect(LOG_EVENTS[name as LogEvent]).toHaveProperty('ends');
    }
  });

  it('OPS-3 every event says what it means and what to do', () => {
    for (const { meaning, action } of Object.values(LOG_EVENTS)) {
      expect(meaning).toMatch(/^[A-Z].{15,}\.$/);
      expect(action).toMatch(/^[A-Z].*\.$/);
    }
  });
});
