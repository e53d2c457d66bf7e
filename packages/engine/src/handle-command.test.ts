import { type Command, type CommandDone, IN_FLIGHT_MAX, type Result } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, newComment, post, tokenOf, vote, world } from '../test/world.ts';
import { memoryLimiter } from './memory/index.ts';

const code = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusal.code);

it('POST-2 a retry that comes before the answer gets the same one, over another connection too', async () => {
  const w = world();
  const engine = w.engine({ limiter: memoryLimiter(w.clock, { writes: { burst: 1, everyMs: 60_000 } }) });
  const [tab, other] = [await enter(w, engine, 'ann'), await enter(w, engine, 'ann')];
  const command = post('once');
  const answers = [tab.session.handleCommand(command), tab.session.handleCommand(command), other.session.handleCommand(command)];
  await w.clock.settle();
  expect(await Promise.all(answers)).toEqual(Array(3).fill({ ok: true, value: { epoch: 'memory', rev: 1 } }));
  expect(w.metrics.counted('known-retries')).toBe(2);
  expect(w.metrics.observed('batch-size')).toEqual([1]);
});

it('POST-2 a command whose answer was lost in the store is found again by its id', async () => {
  const w = world();
  let failures = 1;
  const store = {
    ...w.store,
    commit: async (...args: Parameters<typeof w.store.commit>) => {
      const answer = await w.store.commit(...args);
      if (failures-- > 0) throw new Error('the line broke');
      return answer;
    },
  };
  const ann = await enter(w, w.engine({ store }), 'ann');
  const command = post('durable');
  const first = ann.session.handleCommand(command);
  await w.clock.settle();
  expect(await first).toMatchObject({ ok: false, refusal: { code: 'store-unavailable', class: 'retry' } });
  const second = ann.session.handleCommand(command);
  await w.clock.settle();
  expect(await second).toEqual({ ok: true, value: { epoch: 'memory', rev: 1 } });
  expect(ann.line.bodies).toEqual(['durable']);
});

it('SYNC-6 what a commit with a lost answer did is found without anybody asking', async () => {
  const w = world();
  const store = {
    ...w.store,
    commit: async (...args: Parameters<typeof w.store.commit>) => {
      await w.store.commit(...args);
      throw new Error('the line broke');
    },
  };
  const ann = await enter(w, w.engine({ store }), 'ann');
  void ann.session.handleCommand(post('durable'));
  await w.clock.advance(1_000);
  expect(ann.line.bodies).toEqual(['durable']);
});

it('CONN-6 a socket has at most 32 commands under way', async () => {
  const w = world();
  const ann = await enter(w, w.engine({ limiter: memoryLimiter(w.clock, { writes: { burst: 1_000, everyMs: 1 } }) }), 'ann');
  const answers = Array.from({ length: IN_FLIGHT_MAX + 2 }, (_, i) => ann.session.handleCommand(post(`${i}`)));
  await w.clock.settle();
  const codes = (await Promise.all(answers)).map(code);
  expect(codes.filter((one) => one === 'done')).toHaveLength(IN_FLIGHT_MAX);
  expect(codes.slice(IN_FLIGHT_MAX)).toEqual(['too-many-in-flight', 'too-many-in-flight']);
  const again = ann.session.handleCommand(post('now there is room'));
  await w.clock.settle();
  expect(code(await again)).toBe('done');
});

it('CONN-9 a token that is not valid reads but does not write, none at all neither', async () => {
  const w = world();
  const engine = w.engine();
  const stale = await enter(w, engine, undefined, { token: 'made up' });
  expect(stale.line.all('welcome')[0]).toMatchObject({ me: null, tokenRefused: true, start: { kind: 'snapshot' } });
  expect(code(await stale.session.handleCommand(post('no')))).toBe('token-not-valid');
  const reader = await enter(w, engine);
  expect(reader.line.all('welcome')[0]).not.toHaveProperty('tokenRefused');
  expect(code(await reader.session.handleCommand(post('no')))).toBe('sign-in-needed');
  expect(await w.store.findRoom(hello().room)).toBeUndefined();
});

it('POST-8 only a connection that may make rooms makes one, with the title of its hello', async () => {
  const w = world();
  const engine = w.engine();
  const line = new FakeConnection('line');
  line.mayMakeRooms = false;
  const entering = engine.connect(line, hello({ token: tokenOf('ann'), title: 'Mine' }));
  await w.clock.settle();
  const entered = await entering;
  if (!entered.ok) throw new Error(entered.refusal.code);
  const refusedPost = entered.value.handleCommand(post('no'));
  await w.clock.settle();
  expect(code(await refusedPost)).toBe('no-such-room');
  expect(await w.store.findRoom(hello().room)).toBeUndefined();

  const bob = await enter(w, engine, 'bob', { title: 'Bob’s room' });
  const made = bob.session.handleCommand(post('yes'));
  await w.clock.settle();
  expect(code(await made)).toBe('done');
  expect(await w.store.findRoom(hello().room)).toMatchObject({ title: 'Bob’s room', listed: false });
  expect(line.bodies).toEqual(['yes']);
});

it('LIM-1 beyond the rates of person, address and room a command is told to slow down and when', async () => {
  const w = world();
  const limiter = memoryLimiter(w.clock, { writes: { burst: 2, everyMs: 5_000 }, roomWrites: { burst: 3, everyMs: 60_000 } });
  const engine = w.engine({ limiter });
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine, 'bob')];
  const answers = [1, 2, 3].map((n) => ann.session.handleCommand(post(`${n}`)));
  await w.clock.settle();
  const [, , third] = await Promise.all(answers);
  expect(third).toMatchObject({ ok: false, refusal: { code: 'slow-down', class: 'slow-down', retryAfterMs: 5_000 } });
  await w.clock.advance(5_000);
  const again = ann.session.handleCommand(post('4'));
  const late = bob.session.handleCommand(post('5'));
  await w.clock.settle();
  expect(code(await again)).toBe('done');
  expect(await late).toMatchObject({ ok: false, refusal: { code: 'slow-down' } });
});

it('LIM-1 people of one address share what may be written from it, and votes on one comment', async () => {
  const w = world();
  const slow = { burst: 2, everyMs: 60_000 };
  const engine = w.engine({ limiter: memoryLimiter(w.clock, { addressWrites: slow, commentVotes: slow }) });
  const from = async (address: string, person: string) => {
    const entering = engine.connect(new FakeConnection(`line of ${person}`, address), hello({ token: tokenOf(person) }));
    await w.clock.settle();
    const entered = await entering;
    if (!entered.ok) throw new Error(entered.refusal.code);
    return async (command: Command): Promise<string> => {
      const answer = entered.value.handleCommand(command);
      await w.clock.settle();
      return code(await answer);
    };
  };
  const [ann, bob, cy] = [await from('office', 'ann'), await from('office', 'bob'), await from('home', 'cy')];
  const comment = newComment();
  expect([await ann(post('one', comment)), await bob(post('two')), await ann(post('three')), await bob(post('four'))]).toEqual([
    'done',
    'done',
    'slow-down',
    'slow-down',
  ]);
  expect(await cy(post('from home'))).toBe('done');
  const votes = [await bob(vote(comment, 1)), await bob(vote(comment, -1)), await bob(vote(comment, 1))];
  expect(votes).toEqual(['done', 'done', 'slow-down']);
  expect(await cy(vote(comment, 1))).toBe('done');
  expect(await bob(vote(comment, 0))).toBe('done');
});

it('LIM-3 a try that one bucket refuses takes nothing from the others', async () => {
  const w = world();
  const limiter = memoryLimiter(w.clock, { votes: { burst: 3, everyMs: 60_000 }, commentVotes: { burst: 1, everyMs: 60_000 } });
  const engine = w.engine({ limiter });
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine, 'bob')];
  const comments = [newComment(), newComment(), newComment()];
  for (const comment of comments) void ann.session.handleCommand(post('votable', comment));
  await w.clock.settle();
  const results: string[] = [];
  const tryVote = async (n: number, value: 1 | -1): Promise<void> => {
    const answer = bob.session.handleCommand(vote(comments[n]!, value));
    await w.clock.settle();
    results.push(code(await answer));
  };
  await tryVote(0, 1);
  for (let i = 0; i < 5; i += 1) await tryVote(0, -1);
  await tryVote(1, 1);
  await tryVote(2, 1);
  await tryVote(2, -1);
  expect(results).toEqual(['done', ...Array(5).fill('slow-down'), 'done', 'done', 'slow-down']);
});

it('REF-2 a refused command changes nothing that anybody sees', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine, 'bob')];
  const comment = newComment();
  void ann.session.handleCommand(post('mine', comment));
  await w.clock.settle();
  const before = bob.line.sent.length;
  const answer: Promise<Result<CommandDone>> = bob.session.handleCommand({
    kind: 'edit-comment',
    command: post('').command,
    comment,
    body: 'not mine',
    editCount: 0,
  });
  await w.clock.advance(1_000);
  expect(code(await answer)).toBe('not-yours');
  expect(bob.line.sent.slice(before).filter(({ name }) => name === 'room-changed')).toEqual([]);
  void ann.session.handleCommand(post('next'));
  await w.clock.advance(1_000);
  expect(bob.line.bodies).toEqual(['mine', 'next']);
  expect(bob.line.cursor).toBe(3);
});
