/** What `npm run scale` is told. */

/** More would only take turns on one machine; the proxy knows so many names. */
const INSTANCES_MAX = 20;
const PORT_MAX = 65_535;
const usage = `npm run scale -- [--instances 1-${INSTANCES_MAX}] [--port 1-${PORT_MAX}]   (3 instances, PORT or 3000)`;

/** @param {string} text @param {number} most */
const isNumber = (text, most) => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= most;

/**
 * The caller's own settings of Parley go to every instance; what ties the instances together is made here.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ fault: string } | { instances: number, port: number, env: Record<string, string> }} a fault is one line
 */
export function scaleOptions(args, env) {
  const given = { '--instances': '3', '--port': env.PORT ?? '3000' };
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value] = args.slice(at);
    if (!Object.hasOwn(given, name) || value === undefined) return { fault: `usage: ${usage}` };
    given[/** @type {keyof typeof given} */ (name)] = value;
  }
  const { '--instances': instances, '--port': port } = given;
  if (!isNumber(instances, INSTANCES_MAX)) return { fault: `--instances is a whole number from 1 to ${INSTANCES_MAX}.` };
  if (!isNumber(port, PORT_MAX)) return { fault: `--port, or PORT, is a port number from 1 to ${PORT_MAX}.` };
  const own = Object.entries(env).filter(([name]) => name.startsWith('PARLEY_') && name !== 'PARLEY_DATA');
  return {
    instances: Number(instances),
    port: Number(port),
    env: Object.fromEntries(own.map(([name, value]) => [name, value ?? ''])),
  };
}
