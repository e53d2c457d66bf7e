/** `npm run crowd`: a small made-up crowd in a demo room of a running server. */
import './lib/require-node.mjs';
import { install } from './install.mjs';
import { build, SERVING } from './lib/build.mjs';
import { built, runHere } from './lib/built.mjs';

await install();
await build(SERVING);
await runHere(built.crowd);
