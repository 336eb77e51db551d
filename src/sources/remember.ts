/**
 * A cleaner that remembers its answers to the texts it has seen: a file has tens of thousands of rows and a few hundred
 * makes, calibres, dealers and states. The answers are shared and must not be changed. What is remembered is bounded:
 * when it is full it is forgotten as a whole, which costs less than keeping an order.
 */
export function remember<T>(clean: (raw: string) => T, textsMax = 4096): (raw: string) => T {
  const answers = new Map<string, T>();
  return (raw) => {
    let answer = answers.get(raw);
    if (answer === undefined) {
      answer = clean(raw);
      if (answers.size >= textsMax) answers.clear();
      answers.set(raw, answer);
    }
    return answer;
  };
}
