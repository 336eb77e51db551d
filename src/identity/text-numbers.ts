import { TextValues } from './text-values.ts';

/** Numbers texts from 0 on as they come, the same text by the same number. Texts are not kept. */
export class TextNumbers {
  private readonly known = new TextValues();
  size = 0;

  of(text: string): number {
    const number = this.known.of(text);
    if (number >= 0) return number;
    this.known.put(this.size);
    return this.size++;
  }
}
