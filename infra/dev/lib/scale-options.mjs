/** What `npm run scale` is told. */

/** More would only take turns on one machine; the proxy knows so many names. */
const INSTANCES_MAX = 20;
const usage = `usage: npm run scale -- [INSTANCES]   with 1 to ${INSTANCES_MAX} instances (3), PORT in the environment (3000)`;

/**
 * The caller's own settings of Parley go to every instance; what ties the instances together is made here.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ fault: string } | { instances: number, port: number, env: Record<string, string> }}
 */
export function scaleOptions(args, env) {
  const [instances = '3', ...more] = args;
  const { PORT: port = '3000' } = env;
  const isNumber = (/** @type {string} */ text, /** @type {number} */ most) =>
    /^[1-9]\d{0,4}$/.test(text) && Number(text) <= most;
  if (more.length > 0 || !isNumber(instances, INSTANCES_MAX) || !isNumber(port, 65_535)) return { fault: usage };
  const own = Object.entries(env).filter(([name]) => name.startsWith('PARLEY_') && name !== 'PARLEY_DATA');
  return {
    instances: Number(instances),
    port: Number(port),
    env: Object.fromEntries(own.map(([name, value]) => [name, value ?? ''])),
  };
}
