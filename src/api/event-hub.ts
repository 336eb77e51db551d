import { randomBytes } from 'node:crypto';

export interface HubEvent {
  /** Names the event within this run of the server: `boot-number`. */
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** One open page. `send` says false when it cannot keep up; `told` gives what its reader may know of an event, if anything. */
export interface Subscriber {
  send(text: string): boolean;
  end(): void;
  told?(event: HubEvent): HubEvent | null;
}

const eventsKept = 1_000;

export const renderEvent = ({ id, event, data }: HubEvent) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Passes events on to every open page, and keeps the last thousand for those that come back. */
export class EventHub {
  private readonly boot = randomBytes(6).toString('base64url');
  private readonly subscribers = new Set<Subscriber>();
  private readonly kept: HubEvent[] = [];
  private count = 0;

  get open(): number {
    return this.subscribers.size;
  }

  publish(event: string, data: unknown): void {
    const sent: HubEvent = { id: `${this.boot}.${++this.count}`, event, data };
    this.kept.push(sent);
    if (this.kept.length > eventsKept) this.kept.shift();
    for (const subscriber of this.subscribers) this.tell(subscriber, sent);
  }

  /** A line that is no event: keeps proxies and pages from giving up. */
  beat(): void {
    for (const subscriber of this.subscribers) this.deliver(subscriber, ': still here\n\n');
  }

  /** Adds a page after giving it what it missed; `reset` where that cannot be known any more. */
  subscribe(subscriber: Subscriber, lastId: string | undefined): () => void {
    this.subscribers.add(subscriber);
    for (const event of this.missed(lastId)) this.tell(subscriber, event);
    return () => this.subscribers.delete(subscriber);
  }

  end(): void {
    for (const subscriber of this.subscribers) subscriber.end();
    this.subscribers.clear();
  }

  private missed(lastId: string | undefined): HubEvent[] {
    if (lastId === undefined) return [];
    const [boot, text] = lastId.split('.');
    const number = Number(text);
    const oldest = this.count - this.kept.length;
    if (boot !== this.boot || !Number.isInteger(number) || number < oldest || number > this.count) {
      return [{ id: `${this.boot}.${this.count}`, event: 'reset', data: {} }];
    }
    return this.kept.slice(number - oldest);
  }

  private tell(subscriber: Subscriber, event: HubEvent): void {
    const told = subscriber.told ? subscriber.told(event) : event;
    if (told) this.deliver(subscriber, renderEvent(told));
  }

  private deliver(subscriber: Subscriber, text: string): void {
    if (subscriber.send(text)) return;
    this.subscribers.delete(subscriber);
    subscriber.end();
  }
}
