import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSensorConfiguration, packetVersion } from '../../src/model/sensor-packet.ts';
import { runSensor } from '../../src/sensor/run-sensor.ts';

const orders = { configuration: defaultSensorConfiguration, configurationVersion: 0, sounds: [] };

/** What the agent tells while it reports twice to a service that answers so. */
async function toldBy(answer: object): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-newer-'));
  let reports = 0;
  const ending = new AbortController();
  const service = createServer((request, response) => {
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      if (++reports === 2) setTimeout(() => ending.abort(), 300);
    });
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const news: string[] = [];
  async function* pieces() {
    yield new Float32Array(1_200);
  }
  await runSensor({
    sensor: 'roof-1',
    stateDir: folder,
    server: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    access: { credentialsFile: null, caFile: null },
    source: { sampleRateHz: 12_000, live: false, pieces },
    clock: { source: 'gps', sigmaMicroseconds: 5 },
    startsMicroseconds: Date.now() * 1000,
    program: 'test',
    once: false,
    signal: ending.signal,
    onNews: (text) => news.push(text),
  });
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  await rm(folder, { recursive: true, force: true });
  return news.filter((text) => text.startsWith('the service'));
}

test('a sensor tells once that the service speaks a newer version than it, and nothing where it speaks the same or does not say', async () => {
  const told = await Promise.all(
    [
      { ...orders, messageVersion: packetVersion + 1 },
      { ...orders, configuration: { ...orders.configuration, later: true } },
      { ...orders, messageVersion: packetVersion },
      orders,
    ].map((answer) => toldBy(answer)),
  );
  expect(told.map((each) => each.length)).toEqual([1, 1, 0, 0]);
  expect(told[0]![0]).toContain(`version ${packetVersion + 1} of messages, this program ${packetVersion}`);
}, 60_000);
