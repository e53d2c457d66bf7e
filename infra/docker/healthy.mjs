/** Ends with 0 when the server in this container lives; its container asks every few seconds. */
const { PORT = '3000' } = process.env;

try {
  // Shorter than the time that the image gives the question.
  const { ok } = await fetch(`http://127.0.0.1:${PORT}/healthz`, { signal: AbortSignal.timeout(2_000) });
  process.exit(ok ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
