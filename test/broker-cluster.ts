import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Brokers of NATS JetStream on this machine, that hold each message on all of them. */
export interface BrokerCluster {
  readonly urls: readonly string[];
  /** Kills one as a cut of power would. */
  kill(at: number): Promise<void>;
  /** Starts it again on what its disk holds. */
  start(at: number): Promise<void>;
  close(): Promise<void>;
}

/** `settings`: further lines of each broker's configuration. */
export async function openBrokerCluster(size: number, settings: readonly string[] = []): Promise<BrokerCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-brokers-'));
  const ports = await freePorts(2 * size);
  const routes = Array.from({ length: size }, (_, at) => `nats://127.0.0.1:${ports[size + at]}`);
  const running: (ChildProcess | null)[] = Array.from({ length: size }, () => null);
  for (let at = 0; at < size; at++)
    await writeFile(
      join(folder, `${at}.conf`),
      [
        `server_name: broker-${at}`,
        `listen: 127.0.0.1:${ports[at]}`,
        `jetstream { store_dir: ${JSON.stringify(join(folder, String(at)))}, max_memory_store: 64MB, max_file_store: 1GB }`,
        ...(size > 1
          ? [`cluster { name: pulses, listen: 127.0.0.1:${ports[size + at]}, routes: ${JSON.stringify(routes)} }`]
          : []),
        ...settings,
      ].join('\n'),
    );
  const start = async (at: number) => {
    const broker = spawn('nats-server', ['-c', join(folder, `${at}.conf`), '-l', join(folder, `${at}.log`)], {
      stdio: 'ignore',
    });
    running[at] = broker;
    broker.once('error', () => (running[at] = null));
    for (let tries = 0; tries < 200; tries++) {
      if (await answers(ports[at]!)) return;
      await sleep(50);
    }
    throw new Error('the broker did not start: is nats-server of Debian installed?');
  };
  const kill = async (at: number) => {
    const broker = running[at];
    if (!broker) return;
    running[at] = null;
    broker.kill('SIGKILL');
    if (broker.exitCode === null && broker.signalCode === null) await once(broker, 'exit');
  };
  await Promise.all(running.map((_, at) => start(at)));
  return {
    urls: ports.slice(0, size).map((port) => `127.0.0.1:${port}`),
    kill,
    start,
    async close() {
      await Promise.all(running.map((_, at) => kill(at)));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
