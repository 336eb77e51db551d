/** Lets work that must not overlap run one after another, in the order it came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The same, or null and nothing done where the turn did not come within some milliseconds. */
  takeWithin<T>(milliseconds: number, work: () => Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        resolve(null);
      }, milliseconds);
      this.take(async () => {
        clearTimeout(timer);
        if (!late) resolve(await work());
      }).catch(reject);
    });
  }
}
