/** Which promtool tries the alerts. */
import { findProgram } from './find-program.mjs';

/** Path of the program: `PARLEY_PROMTOOL`, one on the PATH, or undefined. */
export const findPromtool = () => findProgram(process.env.PARLEY_PROMTOOL, ['promtool']);
