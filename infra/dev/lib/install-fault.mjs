/**
 * One line for a failed `npm ci`.
 * @param {string} output all that npm printed
 */
export function installFault(output) {
  if (/node-gyp|gyp ERR|better-sqlite3/.test(output)) {
    return (
      'No prebuilt better-sqlite3 fits this machine and it could not be compiled: install python3, make and a C++ compiler ' +
      '(Debian or Ubuntu: apt-get install -y python3 make g++; macOS: xcode-select --install), then run this again.'
    );
  }
  const reason = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .find((line) => line !== '' && !line.startsWith('code '));
  return `npm ci failed: ${reason ?? 'npm gave no reason'}.`;
}
