/** Preloaded into measured servers: collects garbage when asked, so that memory is compared and not luck. Needs --expose-gc. */
const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('start node with --expose-gc');
process.on('SIGUSR2', () => collect());

export {};
