import { describe, expect, it } from 'vitest';
import { differences, settingsOf } from './show.ts';
import { VARIABLES } from './variables.ts';

const SECRETS = {
  PARLEY_SECRET: 'hunter2-hunter2-hunter2-hunter2-hunter2',
  DATABASE_URL: 'postgres://parley:hunter2@db/parley?password=hunter2&sslmode=require',
  REDIS_URL: 'redis+sentinel://:hunter2@one:26379,two/primary',
};

describe('settings as they are shown', () => {
  it('OPS-5 every variable is there, with its default where nothing is said', () => {
    const settings = settingsOf({ PORT: ' ', HOST: '0.0.0.0', PARLEY_DEMO: '1' });
    expect(settings.map(({ name }) => name)).toEqual(Object.keys(VARIABLES));
    const of = (name: string) => settings.find((setting) => setting.name === name);
    expect(of('PORT')).toEqual({ name: 'PORT', shown: '3000', differs: false });
    expect(of('HOST')).toEqual({ name: 'HOST', shown: '0.0.0.0', differs: true });
    expect(of('PARLEY_DEMO')).toMatchObject({ differs: false });
    expect(of('DATABASE_URL')).toEqual({ name: 'DATABASE_URL', shown: '', differs: false });
  });

  it('OPS-5 no secret and no password is shown, and all else of an address is', () => {
    expect(differences(settingsOf(SECRETS))).toBe(
      'Settings: PARLEY_SECRET=[hidden] DATABASE_URL=postgres://parley:[hidden]@db/parley?password=[hidden]&sslmode=require REDIS_URL=redis+sentinel://:[hidden]@one:26379,two/primary',
    );
    const odd = { DATABASE_URL: 'postgres://parley:p@ss:w@db/parley', REDIS_URL: 'rediss://me:hunter2@cache' };
    expect(differences(settingsOf(odd))).toBe(
      'Settings: DATABASE_URL=postgres://parley:[hidden]@db/parley REDIS_URL=rediss://me:[hidden]@cache',
    );
  });

  it('OPS-5 nothing is said where nothing differs', () => {
    expect(differences(settingsOf({ PORT: '3000' }))).toBeUndefined();
  });
});
