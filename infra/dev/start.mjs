/** `npm start`: installs and builds what changed, then becomes the server, so that Ctrl-C reaches it. */
import './lib/require-node.mjs';
import { install } from './install.mjs';
import { build, SERVING } from './lib/build.mjs';
import { built, runHere } from './lib/built.mjs';

process.env.NODE_ENV ??= 'production';
await install();
await build(SERVING);
await runHere(built.server);
