import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CorrelationKernel } from '../ballistics/correlation-kernel.ts';
import type { SurfaceKernel } from '../ballistics/surface-kernel.ts';
import { Failure } from '../model/errors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kernels = join(root, 'src', 'ballistics', 'kernels');
interface KernelOrder {
  readonly name: string;
  /** What these export is what the kernel gives. */
  readonly entries: readonly string[];
  readonly options: readonly string[];
}

const usual = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--use', 'abort='];
const correlations: KernelOrder = {
  name: 'correlation-kernel',
  entries: ['plane-room.ts', 'correlate-planes.ts', 'turn-surface.ts', 'sum-pairs.ts'],
  options: [...usual, '--enable', 'relaxed-simd'],
};
// Nothing relaxed: what it answers is not verified, and must be the same on every machine.
const surfaces: KernelOrder = {
  name: 'surface-kernel',
  entries: ['plane-room.ts', 'lay-grids.ts', 'correlate-turns.ts', 'find-cells.ts', 'ring-likeness.ts'],
  options: usual,
};

/** Where compiled code is kept between runs (bin/flashlight.js). */
const cacheDirectories = [
  join(root, 'node_modules', '.cache', 'flashlight'),
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'flashlight'),
];

/** What of it is used here; the compiler knows it in browsers alone. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>;
    instantiate(module: object): Promise<{ readonly exports: unknown }>;
  };
};

const compiled = new Map<KernelOrder, Promise<object>>();

/** A kernel for `cmc-compat` with a memory of its own; compiled from its sources where that has not been done on this machine. */
export async function correlationKernel(): Promise<CorrelationKernel> {
  return (await kernelOf(correlations)) as CorrelationKernel;
}

/** The same for the fast mode and for searching. */
export async function surfaceKernel(): Promise<SurfaceKernel> {
  return (await kernelOf(surfaces)) as SurfaceKernel;
}

async function kernelOf(order: KernelOrder): Promise<unknown> {
  const module = compiled.get(order) ?? compile(order);
  compiled.set(order, module);
  return (await WebAssembly.instantiate(await module)).exports;
}

async function compile({ name: kernel, entries, options }: KernelOrder): Promise<object> {
  const hash = createHash('sha256').update([...entries, ...options].join(' '));
  for (const source of readdirSync(kernels).sort())
    if (source.endsWith('.ts')) hash.update(readFileSync(join(kernels, source)));
  hash.update(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json')));
  const name = `${kernel}-${hash.digest('hex').slice(0, 32)}.wasm`;
  for (const directory of cacheDirectories) {
    const kept = read(join(directory, name));
    if (kept !== null) return WebAssembly.compile(kept);
  }
  const directory = cacheDirectories.find(isOurs);
  if (directory !== undefined) return WebAssembly.compile(await build(join(directory, name), entries, options));
  const passing = mkdtempSync(join(tmpdir(), 'flashlight-kernel-'));
  try {
    return await WebAssembly.compile(await build(join(passing, name), entries, options));
  } finally {
    rmSync(passing, { recursive: true, force: true });
  }
}

function isOurs(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    // As in an installation owned by root.
    return false;
  }
}

function read(path: string): Buffer<ArrayBuffer> | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** In a process of its own, as the compiler needs three times the memory of a comparison; in place at once, as others may build it at the same time. */
async function build(
  file: string,
  entries: readonly string[],
  options: readonly string[],
): Promise<Buffer<ArrayBuffer>> {
  const compiler = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  const passing = `${file}.${process.pid}`;
  try {
    await promisify(execFile)(process.execPath, [compiler, ...entries, '--outFile', passing, ...options], {
      cwd: kernels,
    });
    renameSync(passing, file);
  } catch (error) {
    rmSync(passing, { force: true });
    throw new Failure(
      'ballistics.kernel-not-built',
      `Expected the kernel in src/ballistics/kernels to compile; it did not: ${String((error as { stderr?: string }).stderr || error).slice(-1500)}. Run npm ci again.`,
      { cause: error },
    );
  }
  return readFileSync(file);
}
