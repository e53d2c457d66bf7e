import type { Engine, RoomStore } from '@parley/engine';
import { fakeClock, memoryRoomStore } from '@parley/engine/memory';
import { describe, expect, it } from 'vitest';
import { readinessOf } from './readiness.ts';

function lookAt(findRoom: RoomStore['findRoom'], { isBusReady = true, isHearing = true } = {}) {
  const status = () => ({ rooms: 0, sessions: 0, draining: false });
  const engine = { status, isReady: () => isHearing } as Engine;
  const clock = fakeClock();
  const store = { ...memoryRoomStore(), findRoom };
  return { clock, look: readinessOf({ engine, store, clock, isBusReady: () => isBusReady, isRetired: () => false }) };
}

describe('readiness', () => {
  it('OPS-1 a store that gives no answer is told of after a second, and asked again by the next look', async () => {
    let asked = 0;
    let answer = new Promise<undefined>(() => {});
    const { clock, look } = lookAt(() => {
      asked += 1;
      return answer;
    });
    const looks = Promise.all([look(), look(), look()]);
    await clock.advance(1_000);
    for (const found of await looks) expect(found).toEqual({ status: 'not-ready', reasons: ['store-unavailable'] });
    // Looks at the same time share one question.
    expect(asked).toBe(1);
    answer = Promise.resolve(undefined);
    expect(await look()).toEqual({ status: 'ready', reasons: [] });
    expect(asked).toBe(2);
  });

  it('OPS-1 without the other instances it is degraded and ready; without its store both are told', async () => {
    for (const broken of [{ isBusReady: false }, { isHearing: false }])
      expect(await lookAt(async () => undefined, broken).look()).toEqual({
        status: 'degraded',
        reasons: ['subscription-broken'],
      });
    const { look } = lookAt(() => Promise.reject(new Error('away')), { isBusReady: false });
    expect(await look()).toEqual({ status: 'not-ready', reasons: ['store-unavailable', 'subscription-broken'] });
  });
});
