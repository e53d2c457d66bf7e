/** Which Redis the tests start for themselves. */
import { findProgram } from './find-program.mjs';

/** Debian's `redis-tools` has the server's binary under another name and, unlike `redis-server`, starts no service. */
const programs = ['redis-server', 'redis-check-rdb'];

/** Path of the program: `PARLEY_REDIS_SERVER`, one on the PATH, or undefined. It serves when called by the name `redis-server`. */
export const findRedisServer = () => findProgram(process.env.PARLEY_REDIS_SERVER, programs);
