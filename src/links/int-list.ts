/** A list of integers that grows, without a box for each. */
export class IntList {
  length = 0;
  values: Int32Array;

  constructor(capacity = 512) {
    this.values = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Int32Array(2 * this.length);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }
}
