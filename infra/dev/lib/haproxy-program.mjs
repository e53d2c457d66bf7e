/** Which HAProxy stands before the instances on this machine. */
import { findProgram } from './find-program.mjs';

/** Where Debian puts it; a plain user's PATH leaves these out. */
const system = ['/usr/sbin', '/usr/local/sbin'];

/** Path of the program: `PARLEY_HAPROXY`, one on the PATH or among the system's programs, or undefined. */
export const findHaproxy = () => findProgram(process.env.PARLEY_HAPROXY, ['haproxy'], system);
