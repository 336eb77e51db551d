import { Failure } from '../model/errors.ts';

/** Does something with a file; what fails names it. */
export async function namingFile<T>(file: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = error.message.includes(file) ? error.message : `${file}: ${error.message}`;
    throw new Failure(error.code, message, { detail: { ...error.detail, file }, cause: error });
  }
}
