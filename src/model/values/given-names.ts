/**
 * Whether two ways of writing given names may be of one person: the same name, an initial or a short form of it, a second name
 * used as the first, given and family name exchanged, a slip or two of a key.
 *
 * **Source.** Short forms as in lists of English and Spanish nicknames used in record linkage; the list is ours and short.
 * **Input.** Given name, middle names and family name, clean, parted by spaces. **Output.** True where they may be the same.
 * **Limits.** Made for records that share an identifier, where only a clear contradiction counts. Of short names a slip makes
 * another name (DAN, IAN): none is forgiven below four letters. What a person is called in the street (SQUEAK) contradicts.
 */

/** Each line a name and its short forms. */
const SHORT_FORMS = `
ALEXANDER ALEX SANDY XANDER
ALEJANDRO ALEX
AMANDA MANDY
ALEXANDRA ALEX SANDRA LEXI
ANDREW DREW ANDY
ANTHONY TONY
ANTONIO TONY TONO
BENJAMIN BEN BENJI BENNY
CATHERINE KATE KATIE CATHY KATHY
KATHERINE KATE KATIE KATHY
CHARLES CHUCK CHARLIE CHAS
CHRISTOPHER CHRIS TOPHER
CHRISTINE CHRIS TINA
CHRISTINA CHRIS TINA
DANIEL DAN DANNY
DAVID DAVE
DEBORAH DEBBIE DEB
DONALD DON DONNIE
DOROTHY DOT DOTTIE
EDWARD ED EDDIE TED NED
EDUARDO EDDIE LALO
ELIZABETH LIZ BETH BETTY ELIZA LISA BETSY
ERNEST ERNIE
FRANCISCO PACO PANCHO FRANK
FRANCIS FRANK
FRANKLIN FRANK
FREDERICK FRED FREDDIE
GERALD JERRY GERRY
GREGORY GREG
GUILLERMO MEMO
HENRY HANK HARRY
IGNACIO NACHO
JACOB JAKE
JAMES JIM JIMMY JAMIE
JEFFREY JEFF
JENNIFER JEN JENNY
JESUS CHUY
JOHN JACK JOHNNY
JONATHAN JON JOHN JOHNNY
JOSE PEPE
JOSEPH JOE JOEY
JOSHUA JOSH
KENNETH KEN KENNY
LAWRENCE LARRY
LEONARD LEN LENNY LEO
MANUEL MANNY
MARGARET MAGGIE PEGGY MEG
MATTHEW MATT
MICHAEL MIKE MIKEY MICKEY MICK
NATHAN NATE
NATHANIEL NATE NAT
NICHOLAS NICK
PATRICIA PAT PATTY TRISH
PATRICK PAT PADDY
PETER PETE
PHILLIP PHIL
RAYMOND RAY
REBECCA BECKY
REGINALD REGGIE
RICHARD RICK RICKY DICK RICH
ROBERT BOB BOBBY ROB ROBBIE BERT
ROBERTO BETO
RONALD RON RONNIE
SAMUEL SAM SAMMY
STEPHEN STEVE
STEVEN STEVE
SUSAN SUE
TERRANCE TERRY
TERRENCE TERRY
THEODORE TED TEDDY THEO
THOMAS TOM TOMMY
TIMOTHY TIM
VINCENT VINNY VINCE
WALTER WALT
WILLIAM BILL BILLY WILL WILLIE LIAM
ZACHARY ZACH ZACK
`;

/** For each name the lines it stands in. */
const LINES_OF: ReadonlyMap<string, ReadonlySet<string>> = linesOf(SHORT_FORMS);

function linesOf(table: string): Map<string, Set<string>> {
  const lines = new Map<string, Set<string>>();
  for (const line of table.trim().split('\n')) {
    for (const name of line.split(' ')) {
      const of = lines.get(name);
      if (of) of.add(line);
      else lines.set(name, new Set([line]));
    }
  }
  return lines;
}

/** Each name with the lines of the list it stands in: a number, and the names of the line. */
export function shortFormLines(): ReadonlyMap<string, readonly (readonly [line: number, names: string])[]> {
  const numbers = new Map<string, number>();
  for (const lines of LINES_OF.values())
    for (const line of lines) if (!numbers.has(line)) numbers.set(line, numbers.size);
  return new Map([...LINES_OF].map(([name, lines]) => [name, [...lines].map((line) => [numbers.get(line)!, line])]));
}

/** `slips`: whether a letter or two written otherwise are forgiven, as where records share more than the name. */
export function alikeGivenNames(a: string, b: string, slips = true): boolean {
  const [x, y] = [a.split(' '), b.split(' ')];
  const [first, other] = [x[0]!, y[0]!];
  if (alike(first, other, slips)) return true;
  // Initials of second names agree with too much to say anything.
  const isSecond = (name: string, of: readonly string[]) =>
    name.length > 1 && of.slice(1).some((second) => second.length > 1 && alike(name, second, slips));
  return isSecond(first, y) || isSecond(other, x);
}

/** From so many letters on the end of a name is a short form of it: TASHA of LATASHA. */
const endingLettersMin = 4;

function alike(a: string, b: string, slips: boolean): boolean {
  if (a.startsWith(b) || b.startsWith(a)) return true;
  if (Math.min(a.length, b.length) >= endingLettersMin && (a.endsWith(b) || b.endsWith(a))) return true;
  const [lines, others] = [LINES_OF.get(a), LINES_OF.get(b)];
  if (lines && others && !lines.isDisjointFrom(others)) return true;
  if (isInitialOf(a, others) || isInitialOf(b, lines)) return true;
  return isAbbreviation(a, b) || isAbbreviation(b, a) || (slips && isSlip(a, b));
}

/** R is an initial of BOB. */
function isInitialOf(letter: string, lines: ReadonlySet<string> = new Set()): boolean {
  return letter.length === 1 && [...lines].some((line) => ` ${line}`.includes(` ${letter}`));
}

/** Consonants of a name in order, as in RCH, WM and JSPH. */
function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 2 || short[0] !== long[0] || /[AEIOU]/.test(short.slice(1))) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** Letters of the shorter name for each slip that is forgiven. */
const lettersPerSlip = [4, 6];

/** A letter more, less or another, or two exchanged: one slip from four letters on, two from six. */
function isSlip(a: string, b: string): boolean {
  const short = Math.min(a.length, b.length);
  const slipsMax = lettersPerSlip.filter((letters) => short >= letters).length;
  return slipsMax > 0 && Math.abs(a.length - b.length) <= slipsMax && slipsBetween(a, b) <= slipsMax;
}

/** Optimal string alignment distance: letters more, less or another, neighbours exchanged. */
export function slipsBetween(a: string, b: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let slips = Math.min(row[j - 1]! + 1, last![j]! + 1, last![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, beforeLast![j - 2]! + 1);
      row.push(slips);
    }
    [beforeLast, last] = [last, row];
  }
  return last![b.length]!;
}
