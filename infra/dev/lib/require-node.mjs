/** Imported first by every script: one clear line where Node is too old, before anything newer is used. */
const needed = { major: 20, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed.major || (major === needed.major && minor < needed.minor)) {
  console.error(`Parley needs Node ${needed.major}.${needed.minor} or newer; this is ${process.version}.`);
  process.exit(1);
}
