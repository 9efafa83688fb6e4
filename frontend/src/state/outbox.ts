/** What was written here and has not arrived yet: sent in order, one after the other, again until it arrives. */

import { post } from "../api/client";
import { newId } from "../api/ids";
import { openShelf, type Shelf, type Unsent } from "../api/kept";
import { Unreachable } from "../api/problem";
import { createStore, useStore } from "./store";

export interface Kept {
  /** Written here and not yet arrived. */
  readonly waiting: number;
  /** The last attempt found nobody. */
  readonly cutOff: boolean;
  /** The last attempt was turned away because nobody is signed in. */
  readonly signedOut: boolean;
  readonly keptAt: Date | null;
}

export interface Settled {
  readonly path: string;
  readonly body: object;
  readonly error: unknown;
}

interface Waiting extends Unsent {
  readonly done: (answer: unknown) => void;
  readonly failed: (error: unknown) => void;
}

type Send = (path: string, body: object) => Promise<unknown>;

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

export class Outbox {
  readonly kept = createStore<Kept>({ waiting: 0, cutOff: false, signedOut: false, keptAt: null });
  private readonly tab = newId();
  private readonly queue: Waiting[] = [];
  private holding: Promise<void> | undefined;
  private owner = "";
  private order = 0;
  private sending = false;
  private wait = FIRST_WAIT;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `strangers` hears of writes of an earlier tab once they have arrived or were refused. */
  constructor(
    private readonly shelf: Shelf,
    private readonly send: Send,
    private readonly strangers: (settled: Settled) => void = () => undefined,
  ) {}

  /** Whose writes these are. Those of an earlier tab are taken over; another person's are left where they lie. */
  async belongTo(owner: string): Promise<void> {
    this.show({ signedOut: false });
    if (owner === this.owner) return this.go();
    this.owner = owner;
    // What somebody else wrote here and has not arrived waits on the shelf until they are back.
    this.queue.splice(0, this.queue.length, ...this.queue.filter((one) => one.owner === owner));
    this.holding ??= holdTab(this.tab);
    await this.holding;
    const gone = await tabsGone();
    const mine = new Set(this.queue.map((one) => one.id));
    const found = (await this.shelf.all()).filter((one) => one.owner === owner && !mine.has(one.id));
    for (const one of found.filter((other) => other.tab === this.tab || gone(other.tab))) {
      this.order = Math.max(this.order, one.order);
      const settle = (error: unknown): void => this.strangers({ path: one.path, body: one.body, error });
      const taken: Waiting = { ...one, tab: this.tab, done: () => settle(null), failed: settle };
      this.queue.push(taken);
      void this.shelf.put(plain(taken));
    }
    this.queue.sort((one, other) => one.order - other.order);
    this.show({ cutOff: false });
    this.go();
  }

  /** Keep a write and send it when its turn comes. Settles when it has arrived or was refused. */
  write<T>(path: string, body: object): Promise<T> {
    return new Promise<T>((done, failed) => {
      this.order = Math.max(this.order + 1, Date.now());
      const one: Waiting = {
        id: newId(),
        order: this.order,
        owner: this.owner,
        tab: this.tab,
        path,
        body,
        done: (answer) => done(answer as T),
        failed,
      };
      this.queue.push(one);
      this.show({});
      void this.shelf.put(plain(one));
      this.go();
    });
  }

  /** Settles when everything written so far has arrived or was refused; false where nobody answers. */
  idle(): Promise<boolean> {
    return new Promise((done) => {
      const look = (): void => {
        const { waiting, cutOff } = this.kept.get();
        if (waiting > 0 && !cutOff) return;
        quiet();
        done(waiting === 0);
      };
      const quiet = this.kept.listen(look);
      look();
    });
  }

  /** Try again now: the connection is back, or somebody asked. */
  go(): void {
    clearTimeout(this.timer);
    if (!this.sending) void this.drain();
  }

  private async drain(): Promise<void> {
    this.sending = true;
    for (let one = this.queue[0]; one !== undefined; one = this.queue[0]) {
      try {
        const answer = await this.send(one.path, one.body);
        await this.arrived(one);
        one.done(answer);
      } catch (error) {
        if (error instanceof Unreachable) {
          this.show({ cutOff: true });
          this.timer = setTimeout(() => this.go(), this.wait);
          this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
          break;
        }
        // Signed out is no answer about this write: it waits for the same person to come back.
        if (needsSignIn(error)) {
          this.show({ cutOff: true, signedOut: true });
          break;
        }
        await this.leave(one);
        one.failed(error);
      }
    }
    this.sending = false;
  }

  private async arrived(one: Waiting): Promise<void> {
    this.wait = FIRST_WAIT;
    this.forget(one);
    this.show({ cutOff: false, signedOut: false, keptAt: new Date() });
    await this.shelf.remove(one.id);
  }

  private async leave(one: Waiting): Promise<void> {
    this.forget(one);
    this.show({ cutOff: false });
    await this.shelf.remove(one.id);
  }

  private forget(one: Waiting): void {
    const at = this.queue.indexOf(one);
    if (at >= 0) this.queue.splice(at, 1);
  }

  private show(changes: Partial<Kept>): void {
    this.kept.set((before) => ({ ...before, ...changes, waiting: this.queue.length }));
  }
}

function plain({ id, order, owner, tab, path, body }: Unsent): Unsent {
  return { id, order, owner, tab, path, body };
}

function needsSignIn(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 401;
}

/** Every open tab holds a lock by its name; a name nobody holds belongs to a tab that was closed. */
async function tabsGone(): Promise<(tab: string) => boolean> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return () => true;
  const held = new Set((await locks.query()).held?.map((lock) => lock.name));
  return (tab) => !held.has(`anselm-tab-${tab}`);
}

/** Say that this tab is open, for as long as it is; settles when others can see it. */
function holdTab(tab: string): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return Promise.resolve();
  return new Promise((holding) => {
    void locks.request(`anselm-tab-${tab}`, () => {
      holding();
      return new Promise(() => undefined);
    });
  });
}

let shared: Outbox | null = null;
const settledElsewhere = new Set<(settled: Settled) => void>();

export function outbox(): Outbox {
  shared ??= new Outbox(openShelf(), post, (settled) => settledElsewhere.forEach((hear) => hear(settled)));
  return shared;
}

/** Hear of writes of an earlier tab that have now arrived, or were refused. */
export function onSettledElsewhere(hear: (settled: Settled) => void): () => void {
  settledElsewhere.add(hear);
  return () => settledElsewhere.delete(hear);
}

export function useKept(): Kept {
  return useStore(outbox().kept);
}
