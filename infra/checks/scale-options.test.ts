import { describe, expect, it } from 'vitest';
import { scaleOptions } from '../dev/lib/scale-options.mjs';

describe('what npm run scale is told', () => {
  it('SCALE-1 nothing is three instances at port 3000, or at PORT', () => {
    expect(scaleOptions([], {})).toEqual({ instances: 3, port: 3000, env: {} });
    expect(scaleOptions([], { PORT: '4000' })).toMatchObject({ port: 4000 });
    expect(scaleOptions(['--port', '5000', '--instances', '5'], { PORT: '4000' })).toMatchObject({ instances: 5, port: 5000 });
  });

  it('SCALE-1 the settings of Parley go to the instances, the rest and the data folder do not', () => {
    const env = { PARLEY_RATE_WRITES: '9/9', PARLEY_DATA: '/mine', HOME: '/home', REDIS_URL: 'redis://elsewhere' };
    expect(scaleOptions([], env)).toMatchObject({ env: { PARLEY_RATE_WRITES: '9/9' } });
  });

  it.each([
    [['--instances', '0'], '--instances is'],
    [['--instances', '21'], '--instances is'],
    [['--instances', '2.5'], '--instances is'],
    [['--port', '0'], '--port, or PORT, is'],
    [['--port', '65536'], '--port, or PORT, is'],
    [['--port', 'http'], '--port, or PORT, is'],
    [['--port'], 'usage'],
    [['5'], 'usage'],
    [['--many', '5'], 'usage'],
    [['toString', '5'], 'usage'],
  ])('SCALE-1 %j is refused in one line', (args, words) => {
    const answer = scaleOptions(args, {});
    expect(answer).toEqual({ fault: expect.stringContaining(words) });
    expect(JSON.stringify(answer)).not.toContain('\\n');
  });

  it('SCALE-1 a wrong PORT is refused too', () => {
    expect(scaleOptions([], { PORT: 'x' })).toEqual({ fault: expect.stringContaining('PORT') });
  });
});
