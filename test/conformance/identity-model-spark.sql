WITH
cleaned AS (
  SELECT
    `id`,
    `source_dataset`,
    nullif(`a given-name`, '') AS `a given-name`,
    nullif(`a family-name`, '') AS `a family-name`,
    nullif(`a date`, '') AS `a date`,
    nullif(`a address`, '') AS `a address`,
    nullif(`a identifier`, '') AS `a identifier`,
    nullif(`a firearm-serial`, '') AS `a firearm-serial`,
    nullif(`register of a identifier`, '') AS `register of a identifier`
  FROM records
),
distinct_rows AS (
  SELECT DISTINCT `source_dataset`, `a given-name`, `a family-name`, `a date`, `a address`, `a identifier`, `a firearm-serial` FROM cleaned
),
short_forms AS (
  SELECT map_from_arrays(array('ALEXANDER', 'ALEX', 'SANDY', 'XANDER', 'ALEJANDRO', 'AMANDA', 'MANDY', 'ALEXANDRA', 'SANDRA', 'LEXI', 'ANDREW', 'DREW', 'ANDY', 'ANTHONY', 'TONY', 'ANTONIO', 'TONO', 'BENJAMIN', 'BEN', 'BENJI', 'BENNY', 'CATHERINE', 'KATE', 'KATIE', 'CATHY', 'KATHY', 'KATHERINE', 'CHARLES', 'CHUCK', 'CHARLIE', 'CHAS', 'CHRISTOPHER', 'CHRIS', 'TOPHER', 'CHRISTINE', 'TINA', 'CHRISTINA', 'DANIEL', 'DAN', 'DANNY', 'DAVID', 'DAVE', 'DEBORAH', 'DEBBIE', 'DEB', 'DONALD', 'DON', 'DONNIE', 'DOROTHY', 'DOT', 'DOTTIE', 'EDWARD', 'ED', 'EDDIE', 'TED', 'NED', 'EDUARDO', 'LALO', 'ELIZABETH', 'LIZ', 'BETH', 'BETTY', 'ELIZA', 'LISA', 'BETSY', 'ERNEST', 'ERNIE', 'FRANCISCO', 'PACO', 'PANCHO', 'FRANK', 'FRANCIS', 'FRANKLIN', 'FREDERICK', 'FRED', 'FREDDIE', 'GERALD', 'JERRY', 'GERRY', 'GREGORY', 'GREG', 'GUILLERMO', 'MEMO', 'HENRY', 'HANK', 'HARRY', 'IGNACIO', 'NACHO', 'JACOB', 'JAKE', 'JAMES', 'JIM', 'JIMMY', 'JAMIE', 'JEFFREY', 'JEFF', 'JENNIFER', 'JEN', 'JENNY', 'JESUS', 'CHUY', 'JOHN', 'JACK', 'JOHNNY', 'JONATHAN', 'JON', 'JOSE', 'PEPE', 'JOSEPH', 'JOE', 'JOEY', 'JOSHUA', 'JOSH', 'KENNETH', 'KEN', 'KENNY', 'LAWRENCE', 'LARRY', 'LEONARD', 'LEN', 'LENNY', 'LEO', 'MANUEL', 'MANNY', 'MARGARET', 'MAGGIE', 'PEGGY', 'MEG', 'MATTHEW', 'MATT', 'MICHAEL', 'MIKE', 'MIKEY', 'MICKEY', 'MICK', 'NATHAN', 'NATE', 'NATHANIEL', 'NAT', 'NICHOLAS', 'NICK', 'PATRICIA', 'PAT', 'PATTY', 'TRISH', 'PATRICK', 'PADDY', 'PETER', 'PETE', 'PHILLIP', 'PHIL', 'RAYMOND', 'RAY', 'REBECCA', 'BECKY', 'REGINALD', 'REGGIE', 'RICHARD', 'RICK', 'RICKY', 'DICK', 'RICH', 'ROBERT', 'BOB', 'BOBBY', 'ROB', 'ROBBIE', 'BERT', 'ROBERTO', 'BETO', 'RONALD', 'RON', 'RONNIE', 'SAMUEL', 'SAM', 'SAMMY', 'STEPHEN', 'STEVE', 'STEVEN', 'SUSAN', 'SUE', 'TERRANCE', 'TERRY', 'TERRENCE', 'THEODORE', 'TEDDY', 'THEO', 'THOMAS', 'TOM', 'TOMMY', 'TIMOTHY', 'TIM', 'VINCENT', 'VINNY', 'VINCE', 'WALTER', 'WALT', 'WILLIAM', 'BILL', 'BILLY', 'WILL', 'WILLIE', 'LIAM', 'ZACHARY', 'ZACH', 'ZACK'), array(array('0'), array('0', '1', '2'), array('0'), array('0'), array('1'), array('3'), array('3'), array('2'), array('2'), array('2'), array('4'), array('4'), array('4'), array('5'), array('5', '6'), array('6'), array('6'), array('7'), array('7'), array('7'), array('7'), array('8'), array('8', '9'), array('8', '9'), array('8'), array('8', '9'), array('9'), array('10'), array('10'), array('10'), array('10'), array('11'), array('11', '12', '13'), array('11'), array('12'), array('12', '13'), array('13'), array('14'), array('14'), array('14'), array('15'), array('15'), array('16'), array('16'), array('16'), array('17'), array('17'), array('17'), array('18'), array('18'), array('18'), array('19'), array('19'), array('19', '20'), array('19', '21'), array('19'), array('20'), array('20'), array('22'), array('22'), array('22'), array('22'), array('22'), array('22'), array('22'), array('23'), array('23'), array('24'), array('24'), array('24'), array('24', '25', '26'), array('25'), array('26'), array('27'), array('27'), array('27'), array('28'), array('28'), array('28'), array('29'), array('29'), array('30'), array('30'), array('31'), array('31'), array('31'), array('32'), array('32'), array('33'), array('33'), array('34'), array('34'), array('34'), array('34'), array('35'), array('35'), array('36'), array('36'), array('36'), array('37'), array('37'), array('38', '39'), array('38'), array('38', '39'), array('39'), array('39'), array('40'), array('40'), array('41'), array('41'), array('41'), array('42'), array('42'), array('43'), array('43'), array('43'), array('44'), array('44'), array('45'), array('45'), array('45'), array('45'), array('46'), array('46'), array('47'), array('47'), array('47'), array('47'), array('48'), array('48'), array('49'), array('49'), array('49'), array('49'), array('49'), array('50'), array('50', '51'), array('51'), array('51'), array('52'), array('52'), array('53'), array('53', '54'), array('53'), array('53'), array('54'), array('54'), array('55'), array('55'), array('56'), array('56'), array('57'), array('57'), array('58'), array('58'), array('59'), array('59'), array('60'), array('60'), array('60'), array('60'), array('60'), array('61'), array('61'), array('61'), array('61'), array('61'), array('61'), array('62'), array('62'), array('63'), array('63'), array('63'), array('64'), array('64'), array('64'), array('65'), array('65', '66'), array('66'), array('67'), array('67'), array('68'), array('68', '69'), array('69'), array('21'), array('21'), array('21'), array('70'), array('70'), array('70'), array('71'), array('71'), array('72'), array('72'), array('72'), array('73'), array('73'), array('74'), array('74'), array('74'), array('74'), array('74'), array('74'), array('75'), array('75'), array('75'))) AS forms_of, map_from_arrays(array('ALEXANDER', 'ALEX', 'SANDY', 'XANDER', 'ALEJANDRO', 'AMANDA', 'MANDY', 'ALEXANDRA', 'SANDRA', 'LEXI', 'ANDREW', 'DREW', 'ANDY', 'ANTHONY', 'TONY', 'ANTONIO', 'TONO', 'BENJAMIN', 'BEN', 'BENJI', 'BENNY', 'CATHERINE', 'KATE', 'KATIE', 'CATHY', 'KATHY', 'KATHERINE', 'CHARLES', 'CHUCK', 'CHARLIE', 'CHAS', 'CHRISTOPHER', 'CHRIS', 'TOPHER', 'CHRISTINE', 'TINA', 'CHRISTINA', 'DANIEL', 'DAN', 'DANNY', 'DAVID', 'DAVE', 'DEBORAH', 'DEBBIE', 'DEB', 'DONALD', 'DON', 'DONNIE', 'DOROTHY', 'DOT', 'DOTTIE', 'EDWARD', 'ED', 'EDDIE', 'TED', 'NED', 'EDUARDO', 'LALO', 'ELIZABETH', 'LIZ', 'BETH', 'BETTY', 'ELIZA', 'LISA', 'BETSY', 'ERNEST', 'ERNIE', 'FRANCISCO', 'PACO', 'PANCHO', 'FRANK', 'FRANCIS', 'FRANKLIN', 'FREDERICK', 'FRED', 'FREDDIE', 'GERALD', 'JERRY', 'GERRY', 'GREGORY', 'GREG', 'GUILLERMO', 'MEMO', 'HENRY', 'HANK', 'HARRY', 'IGNACIO', 'NACHO', 'JACOB', 'JAKE', 'JAMES', 'JIM', 'JIMMY', 'JAMIE', 'JEFFREY', 'JEFF', 'JENNIFER', 'JEN', 'JENNY', 'JESUS', 'CHUY', 'JOHN', 'JACK', 'JOHNNY', 'JONATHAN', 'JON', 'JOSE', 'PEPE', 'JOSEPH', 'JOE', 'JOEY', 'JOSHUA', 'JOSH', 'KENNETH', 'KEN', 'KENNY', 'LAWRENCE', 'LARRY', 'LEONARD', 'LEN', 'LENNY', 'LEO', 'MANUEL', 'MANNY', 'MARGARET', 'MAGGIE', 'PEGGY', 'MEG', 'MATTHEW', 'MATT', 'MICHAEL', 'MIKE', 'MIKEY', 'MICKEY', 'MICK', 'NATHAN', 'NATE', 'NATHANIEL', 'NAT', 'NICHOLAS', 'NICK', 'PATRICIA', 'PAT', 'PATTY', 'TRISH', 'PATRICK', 'PADDY', 'PETER', 'PETE', 'PHILLIP', 'PHIL', 'RAYMOND', 'RAY', 'REBECCA', 'BECKY', 'REGINALD', 'REGGIE', 'RICHARD', 'RICK', 'RICKY', 'DICK', 'RICH', 'ROBERT', 'BOB', 'BOBBY', 'ROB', 'ROBBIE', 'BERT', 'ROBERTO', 'BETO', 'RONALD', 'RON', 'RONNIE', 'SAMUEL', 'SAM', 'SAMMY', 'STEPHEN', 'STEVE', 'STEVEN', 'SUSAN', 'SUE', 'TERRANCE', 'TERRY', 'TERRENCE', 'THEODORE', 'TEDDY', 'THEO', 'THOMAS', 'TOM', 'TOMMY', 'TIMOTHY', 'TIM', 'VINCENT', 'VINNY', 'VINCE', 'WALTER', 'WALT', 'WILLIAM', 'BILL', 'BILLY', 'WILL', 'WILLIE', 'LIAM', 'ZACHARY', 'ZACH', 'ZACK'), array(array('A', 'S', 'X'), array('A', 'S', 'X', 'L'), array('A', 'S', 'X'), array('A', 'S', 'X'), array('A'), array('A', 'M'), array('A', 'M'), array('A', 'S', 'L'), array('A', 'S', 'L'), array('A', 'S', 'L'), array('A', 'D'), array('A', 'D'), array('A', 'D'), array('A', 'T'), array('A', 'T'), array('A', 'T'), array('A', 'T'), array('B'), array('B'), array('B'), array('B'), array('C', 'K'), array('C', 'K'), array('C', 'K'), array('C', 'K'), array('C', 'K'), array('K'), array('C'), array('C'), array('C'), array('C'), array('C', 'T'), array('C', 'T'), array('C', 'T'), array('C', 'T'), array('C', 'T'), array('C', 'T'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('D'), array('E', 'T', 'N'), array('E', 'T', 'N'), array('E', 'T', 'N', 'L'), array('E', 'T', 'N'), array('E', 'T', 'N'), array('E', 'L'), array('E', 'L'), array('E', 'L', 'B'), array('E', 'L', 'B'), array('E', 'L', 'B'), array('E', 'L', 'B'), array('E', 'L', 'B'), array('E', 'L', 'B'), array('E', 'L', 'B'), array('E'), array('E'), array('F', 'P'), array('F', 'P'), array('F', 'P'), array('F', 'P'), array('F'), array('F'), array('F'), array('F'), array('F'), array('G', 'J'), array('G', 'J'), array('G', 'J'), array('G'), array('G'), array('G', 'M'), array('G', 'M'), array('H'), array('H'), array('H'), array('I', 'N'), array('I', 'N'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J', 'C'), array('J', 'C'), array('J'), array('J'), array('J'), array('J'), array('J'), array('J', 'P'), array('J', 'P'), array('J'), array('J'), array('J'), array('J'), array('J'), array('K'), array('K'), array('K'), array('L'), array('L'), array('L'), array('L'), array('L'), array('L'), array('M'), array('M'), array('M', 'P'), array('M', 'P'), array('M', 'P'), array('M', 'P'), array('M'), array('M'), array('M'), array('M'), array('M'), array('M'), array('M'), array('N'), array('N'), array('N'), array('N'), array('N'), array('N'), array('P', 'T'), array('P', 'T'), array('P', 'T'), array('P', 'T'), array('P'), array('P'), array('P'), array('P'), array('P'), array('P'), array('R'), array('R'), array('R', 'B'), array('R', 'B'), array('R'), array('R'), array('R', 'D'), array('R', 'D'), array('R', 'D'), array('R', 'D'), array('R', 'D'), array('R', 'B'), array('R', 'B'), array('R', 'B'), array('R', 'B'), array('R', 'B'), array('R', 'B'), array('R', 'B'), array('R', 'B'), array('R'), array('R'), array('R'), array('S'), array('S'), array('S'), array('S'), array('S'), array('S'), array('S'), array('S'), array('T'), array('T'), array('T'), array('T'), array('T'), array('T'), array('T'), array('T'), array('T'), array('T'), array('T'), array('V'), array('V'), array('V'), array('W'), array('W'), array('W', 'B', 'L'), array('W', 'B', 'L'), array('W', 'B', 'L'), array('W', 'B', 'L'), array('W', 'B', 'L'), array('W', 'B', 'L'), array('Z'), array('Z'), array('Z'))) AS initials_of
),
names_counted AS (
  SELECT `a family-name` AS f, `a given-name` AS g, count(DISTINCT `a date`) * 1e0 AS n FROM cleaned
    WHERE `a family-name` IS NOT NULL AND `a given-name` IS NOT NULL AND `a date` IS NOT NULL GROUP BY `a family-name`, `a given-name`
),
names_families AS (
  SELECT f, sum(n) AS n FROM names_counted GROUP BY f
),
names_givens AS (
  SELECT g, sum(n) AS n FROM names_counted GROUP BY g
),
names_placed AS (
  SELECT f, g, n, row_number() OVER (PARTITION BY f ORDER BY n DESC, g) AS place_g, row_number() OVER (PARTITION BY g ORDER BY n DESC, f) AS place_f FROM names_counted
),
names_walked AS (
  SELECT one.f, other.f AS f2, sum(one.n * other.n / (names_givens.n - one.n)) AS share
  FROM names_placed one JOIN names_placed other ON other.g = one.g AND other.f <> one.f JOIN names_givens ON names_givens.g = one.g
  WHERE one.place_g <= 16 AND other.place_f - CASE WHEN one.place_f < other.place_f THEN 1 ELSE 0 END <= 16
  GROUP BY one.f, other.f
),
names_walks AS (
  SELECT f, sum(share) AS share FROM names_walked GROUP BY f
),
names_asked AS (
  SELECT DISTINCT `a family-name` AS f, `a given-name` AS g FROM cleaned WHERE `a family-name` IS NOT NULL AND `a given-name` IS NOT NULL
),
names_reached AS (
  SELECT names_asked.f, names_asked.g, names_walked.f2, names_walked.share / names_walks.share AS share
  FROM names_asked JOIN names_walked ON names_walked.f = names_asked.f JOIN names_walks ON names_walks.f = names_asked.f
),
names_met AS (
  SELECT names_reached.f, names_reached.g, sum(names_reached.share * names_counted.n / names_families.n) AS share
  FROM names_reached JOIN names_counted ON names_counted.f = names_reached.f2 AND names_counted.g = names_reached.g
    JOIN names_families ON names_families.f = names_reached.f2
  GROUP BY names_reached.f, names_reached.g
),
names_together AS (
  SELECT names_met.f, names_met.g,
    log2(names_met.share * (everybody.n - coalesce(names_families.n, 0e0)) / (names_givens.n - coalesce(names_counted.n, 0e0))) AS bits
  FROM names_met CROSS JOIN (SELECT sum(n) AS n FROM names_counted) everybody JOIN names_givens ON names_givens.g = names_met.g
    LEFT JOIN names_families ON names_families.f = names_met.f
    LEFT JOIN names_counted ON names_counted.f = names_met.f AND names_counted.g = names_met.g
  WHERE names_met.share > 0 AND names_givens.n > coalesce(names_counted.n, 0e0)
),
often_0 AS (
  SELECT value, greatest(1e0, coalesce(names_givens.n, 0e0)) AS n FROM (SELECT DISTINCT `a given-name` AS value FROM cleaned WHERE `a given-name` IS NOT NULL) names LEFT JOIN names_givens ON names_givens.g = names.value
),
often_1 AS (
  SELECT value, greatest(1e0, coalesce(names_families.n, 0e0)) AS n FROM (SELECT DISTINCT `a family-name` AS value FROM cleaned WHERE `a family-name` IS NOT NULL) names LEFT JOIN names_families ON names_families.f = names.value
),
often_2 AS (
  SELECT `a date` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`a family-name`, '') || '|' || coalesce(`a given-name`, '')) * 1e0 AS n FROM distinct_rows WHERE `a date` IS NOT NULL GROUP BY `a date`
),
often_3 AS (
  SELECT `a address` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`a family-name`, '') || '|' || coalesce(`a given-name`, '')) * 1e0 AS n FROM distinct_rows WHERE `a address` IS NOT NULL GROUP BY `a address`
),
often_4 AS (
  SELECT `a identifier` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`a family-name`, '') || '|' || coalesce(`a given-name`, '')) * 1e0 AS n FROM distinct_rows WHERE `a identifier` IS NOT NULL GROUP BY `a identifier`
),
often_5 AS (
  SELECT `a firearm-serial` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`a family-name`, '') || '|' || coalesce(`a given-name`, '')) * 1e0 AS n FROM distinct_rows WHERE `a firearm-serial` IS NOT NULL GROUP BY `a firearm-serial`
),
totals AS (
  SELECT
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_0)) AS filled_0,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_1)) AS filled_1,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_2)) AS filled_2,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_3)) AS filled_3,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_4)) AS filled_4,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_5)) AS filled_5
),
parts_1 AS (
  SELECT each_word.value, collect_list(named_struct('word', each_word.word, 'n', coalesce(alone.n, 0))) AS parts FROM (SELECT value, explode(split(value, ' ')) AS word FROM often_1) each_word
    LEFT JOIN often_1 alone ON alone.value = each_word.word GROUP BY each_word.value
),
derived AS (
  SELECT
    cleaned.*,
    CASE WHEN `a given-name` IS NOT NULL THEN concat(transform(slice(split(`a given-name`, ' '), 1, 1), word -> named_struct('word', word, 'second', FALSE, 'forms', coalesce(try_element_at(forms_of, word), CAST(array() AS ARRAY<STRING>)), 'initials', coalesce(try_element_at(initials_of, word), CAST(array() AS ARRAY<STRING>)), 'consonants', CASE WHEN length(word) >= 2 AND NOT regexp_like(substring(word, 2), '[AEIOU]') THEN regexp_replace(word, '(.)', '$1%') END)), transform(slice(split(`a given-name`, ' '), 2, 1000), word -> named_struct('word', word, 'second', TRUE, 'forms', coalesce(try_element_at(forms_of, word), CAST(array() AS ARRAY<STRING>)), 'initials', coalesce(try_element_at(initials_of, word), CAST(array() AS ARRAY<STRING>)), 'consonants', CASE WHEN length(word) >= 2 AND NOT regexp_like(substring(word, 2), '[AEIOU]') THEN regexp_replace(word, '(.)', '$1%') END))) END AS `a given-name_words`,
    CASE WHEN trim(regexp_replace(regexp_replace(`a family-name`, '( (JR|SR|II|III|IV))+$', ''), '(^| )((DE|DEL|DELA|LA|LAS|LOS|VAN|VON|DER|DEN|DI|DA|DO|DOS|DAS|LE|EL|AL|BIN|IBN|ABU|SAN|SANTA|SANTO|SAINT|ST|MAC|MC|O) )+', ' ')) = `a family-name` THEN '' ELSE trim(regexp_replace(regexp_replace(`a family-name`, '( (JR|SR|II|III|IV))+$', ''), '(^| )((DE|DEL|DELA|LA|LAS|LOS|VAN|VON|DER|DEN|DI|DA|DO|DOS|DAS|LE|EL|AL|BIN|IBN|ABU|SAN|SANTA|SANTO|SAINT|ST|MAC|MC|O) )+', ' ')) END AS `a family-name_core`,
    CASE WHEN regexp_extract(`a family-name`, ' (JR|SR|II|III|IV)$', 1) = 'II' THEN 'JR' ELSE regexp_extract(`a family-name`, ' (JR|SR|II|III|IV)$', 1) END AS `a family-name_generation`,
    regexp_extract(`a address`, '(^| )([0-9][^ ]*)', 2) AS `a address_number`,
    regexp_replace(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^[^ ]+ [^ ]+ ((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W))( |$)', 1) ELSE CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END END, 'ORTH|OUTH|AST|EST', '') AS `a address_direction`,
    CASE WHEN CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END = '' THEN concat('#', regexp_extract(`a address`, '(^| )([0-9][^ ]*)', 2)) WHEN regexp_extract(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END, '^([0-9]+)', 1) = '' THEN regexp_extract(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END, ' ([0-9]+)', 1) ELSE concat(regexp_extract(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END, '^([0-9]+)', 1), regexp_extract(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END, '^[^ ]+ (.)', 1)) END AS `a address_figures`,
    CASE WHEN CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END = '' THEN regexp_extract(`a address`, '^(.*) [0-9][^ ]*$', 1) WHEN regexp_extract(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END, '^([0-9]+)', 1) = '' THEN coalesce(nullif(regexp_extract(CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END, '^([^ ]+) [0-9]', 1), ''), CASE WHEN CASE WHEN regexp_like(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) (?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)( |$)') THEN '' ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^((?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)) [^ ]', 1) END = '' THEN regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^([^ ]+(?: [^ ]+)?)', 1) ELSE regexp_extract(CASE WHEN regexp_like(`a address`, '(^| )[0-9]') THEN regexp_extract(`a address`, '(?:^| )[0-9][^ ]* (.*)$', 1) ELSE `a address` END, '^(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W) ([^ ]+(?: [^ ]+)?)', 1) END) ELSE '' END AS `a address_street`,
    filter(split(`a address`, ' '), item -> length(item) > 2) AS `a address_words`,
    translate(`a firearm-serial`, 'BDGILOQSVZ', '80611005U2') AS `a firearm-serial_skeleton`
  FROM cleaned CROSS JOIN short_forms
),
prepared AS (
  SELECT
    derived.*,
    often_0.n * 1e0 / (filled_0 + 1.5e+1) AS share_0,
    least(7.8125e-3, greatest(1e-5, 1e0 / filled_0)) AS least_0,
    often_1.n * 1e0 / (filled_1 + 1.5e+1) AS share_1,
    least(7.8125e-3, greatest(1e-5, 1e0 / filled_1)) AS least_1,
    often_2.n * 1e0 / (filled_2 + 1.5e+1) AS share_2,
    least(7.8125e-3, greatest(1e-5, 1e0 / filled_2)) AS least_2,
    often_3.n * 1e0 / (filled_3 + 1.5e+1) AS share_3,
    least(7.8125e-3, greatest(1e-5, 1e0 / filled_3)) AS least_3,
    often_4.n * 1e0 / (filled_4 + 1.5e+1) AS share_4,
    least(7.8125e-3, greatest(1e-5, 1e0 / filled_4)) AS least_4,
    often_4.n_rows AS `a identifier_count`,
    often_5.n * 1e0 / (filled_5 + 1.5e+1) AS share_5,
    least(7.8125e-3, greatest(1e-5, 1e0 / filled_5)) AS least_5,
    parts_1.parts AS parts_1,
    filled_1,
    coalesce(names_together.bits, 0e0) AS names_together
  FROM derived CROSS JOIN totals
    LEFT JOIN often_0 ON often_0.value = derived.`a given-name`
    LEFT JOIN often_1 ON often_1.value = derived.`a family-name`
    LEFT JOIN parts_1 ON parts_1.value = derived.`a family-name`
    LEFT JOIN often_2 ON often_2.value = derived.`a date`
    LEFT JOIN often_3 ON often_3.value = derived.`a address`
    LEFT JOIN often_4 ON often_4.value = derived.`a identifier`
    LEFT JOIN often_5 ON often_5.value = derived.`a firearm-serial`
    LEFT JOIN names_together ON names_together.f = derived.`a family-name` AND names_together.g = derived.`a given-name`
),
keys AS (
  SELECT
    `id`,
    `source_dataset`,
    `a identifier` AS block_0_key_0,
    nullif(CASE WHEN regexp_extract(`a family-name`, '^[A-Z]+', 0) <> '' THEN left(concat(left(regexp_extract(`a family-name`, '^[A-Z]+', 0), 1), replace(substring(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(concat(left(regexp_extract(`a family-name`, '^[A-Z]+', 0), 1), translate(substring(regexp_extract(`a family-name`, '^[A-Z]+', 0), 2), 'HW', '')), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '01230120022455012623010202'), '1+', '1'), '2+', '2'), '3+', '3'), '4+', '4'), '5+', '5'), '6+', '6'), 2), '0', ''), '000'), 4) END, '') AS block_1_key_0,
    nullif(CASE WHEN NOT endswith(`a date`, '0101') THEN substring(`a date`, 5) END, '') AS block_1_key_1
  FROM cleaned
),
pairs AS (
  SELECT l.`id` AS id_l, r.`id` AS id_r FROM (SELECT block_0_key_0 FROM keys GROUP BY block_0_key_0 HAVING count(*) BETWEEN 2 AND 2000) g
    JOIN keys l ON l.block_0_key_0 = g.block_0_key_0 JOIN keys r ON r.block_0_key_0 = g.block_0_key_0 AND l.`id` < r.`id` AND l.`source_dataset` <> r.`source_dataset`
  UNION
  SELECT l.`id` AS id_l, r.`id` AS id_r FROM (SELECT block_1_key_0, block_1_key_1 FROM keys GROUP BY block_1_key_0, block_1_key_1 HAVING count(*) BETWEEN 2 AND 2000) g
    JOIN keys l ON l.block_1_key_0 = g.block_1_key_0 AND l.block_1_key_1 = g.block_1_key_1 JOIN keys r ON r.block_1_key_0 = g.block_1_key_0 AND r.block_1_key_1 = g.block_1_key_1 AND l.`id` < r.`id` AND l.`source_dataset` <> r.`source_dataset`
),
levels AS (
  SELECT
    id_l, id_r,
    share_0,
    share_1,
    share_2,
    share_3,
    share_4,
    share_5,
    coalesce(array_min(transform(filter(parts_1_l, item -> array_contains(filter(split(coalesce(nullif(`a family-name_core_l`, ''), `a family-name_l`), ' '), item -> length(item) > 2), item.word) AND array_contains(filter(split(coalesce(nullif(`a family-name_core_r`, ''), `a family-name_r`), ' '), item -> length(item) > 2), item.word)), word -> word.n)), 0) * 1e0 / (filled_1 + 1.5e+1) AS shared_share_1,
    names_together,
    `register of a identifier_l` IS NOT NULL AND `register of a identifier_r` IS NOT NULL AS registers_4,
    CASE WHEN `a given-name_l` IS NULL OR `a given-name_r` IS NULL THEN 0
      WHEN `a given-name_l` = `a given-name_r` THEN 1
      WHEN NOT jaro_winkler(`a given-name_l`, `a given-name_r`) >= 0.92 AND ((startswith(`a given-name_words_l`[0].word, `a given-name_words_r`[0].word)) OR (least(length(`a given-name_words_l`[0].word), length(`a given-name_words_r`[0].word)) >= 4 AND endswith(`a given-name_words_l`[0].word, `a given-name_words_r`[0].word)) OR (length(`a given-name_words_l`[0].word) = 1 AND array_contains(`a given-name_words_r`[0].initials, `a given-name_words_l`[0].word)) OR (`a given-name_words_l`[0].consonants IS NOT NULL AND `a given-name_words_r`[0].word LIKE `a given-name_words_l`[0].consonants) OR (startswith(`a given-name_words_r`[0].word, `a given-name_words_l`[0].word)) OR (least(length(`a given-name_words_r`[0].word), length(`a given-name_words_l`[0].word)) >= 4 AND endswith(`a given-name_words_r`[0].word, `a given-name_words_l`[0].word)) OR (length(`a given-name_words_r`[0].word) = 1 AND array_contains(`a given-name_words_l`[0].initials, `a given-name_words_r`[0].word)) OR (`a given-name_words_r`[0].consonants IS NOT NULL AND `a given-name_words_l`[0].word LIKE `a given-name_words_r`[0].consonants) OR arrays_overlap(`a given-name_words_l`[0].forms, `a given-name_words_r`[0].forms) OR (length(`a given-name_words_l`[0].word) > 1 AND size(filter(`a given-name_words_r`, item -> item.second AND length(item.word) > 1 AND ((startswith(`a given-name_words_l`[0].word, item.word)) OR (least(length(`a given-name_words_l`[0].word), length(item.word)) >= 4 AND endswith(`a given-name_words_l`[0].word, item.word)) OR (length(`a given-name_words_l`[0].word) = 1 AND array_contains(item.initials, `a given-name_words_l`[0].word)) OR (`a given-name_words_l`[0].consonants IS NOT NULL AND item.word LIKE `a given-name_words_l`[0].consonants) OR (startswith(item.word, `a given-name_words_l`[0].word)) OR (least(length(item.word), length(`a given-name_words_l`[0].word)) >= 4 AND endswith(item.word, `a given-name_words_l`[0].word)) OR (length(item.word) = 1 AND array_contains(`a given-name_words_l`[0].initials, item.word)) OR (item.consonants IS NOT NULL AND `a given-name_words_l`[0].word LIKE item.consonants) OR arrays_overlap(`a given-name_words_l`[0].forms, item.forms)))) > 0) OR (length(`a given-name_words_r`[0].word) > 1 AND size(filter(`a given-name_words_l`, item -> item.second AND length(item.word) > 1 AND ((startswith(`a given-name_words_r`[0].word, item.word)) OR (least(length(`a given-name_words_r`[0].word), length(item.word)) >= 4 AND endswith(`a given-name_words_r`[0].word, item.word)) OR (length(`a given-name_words_r`[0].word) = 1 AND array_contains(item.initials, `a given-name_words_r`[0].word)) OR (`a given-name_words_r`[0].consonants IS NOT NULL AND item.word LIKE `a given-name_words_r`[0].consonants) OR (startswith(item.word, `a given-name_words_r`[0].word)) OR (least(length(item.word), length(`a given-name_words_r`[0].word)) >= 4 AND endswith(item.word, `a given-name_words_r`[0].word)) OR (length(item.word) = 1 AND array_contains(`a given-name_words_r`[0].initials, item.word)) OR (item.consonants IS NOT NULL AND `a given-name_words_r`[0].word LIKE item.consonants) OR arrays_overlap(`a given-name_words_r`[0].forms, item.forms)))) > 0)) THEN 2
      WHEN jaro_winkler(`a given-name_l`, `a given-name_r`) >= 0.92 THEN 3
      WHEN jaro_winkler(`a given-name_l`, `a given-name_r`) >= 0.84 THEN 4
      WHEN (coalesce(`a given-name_l` = `a family-name_r`, `a given-name_r` = `a family-name_l`, FALSE) AND coalesce(`a given-name_l` = `a family-name_r`, TRUE) AND coalesce(`a given-name_r` = `a family-name_l`, TRUE) OR coalesce(`a given-name_l` = `a family-name_r` AND least(length(`a given-name_r`), length(`a family-name_l`)) >= 4 AND levdamerau_distance(`a given-name_r`, `a family-name_l`) <= 1, FALSE) OR coalesce(`a given-name_r` = `a family-name_l` AND least(length(`a given-name_l`), length(`a family-name_r`)) >= 4 AND levdamerau_distance(`a given-name_l`, `a family-name_r`) <= 1, FALSE)) THEN 5
      ELSE 6 END AS level_0,
    CASE WHEN `a family-name_l` IS NULL OR `a family-name_r` IS NULL THEN 0
      WHEN `a family-name_l` = `a family-name_r` THEN 1
      WHEN coalesce(`a family-name_generation_l` = '' OR `a family-name_generation_r` = '' OR `a family-name_generation_l` = `a family-name_generation_r`, TRUE) AND (size(split(`a family-name_l`, ' ')) > 1 OR size(split(`a family-name_r`, ' ')) > 1) AND arrays_overlap(filter(split(coalesce(nullif(`a family-name_core_l`, ''), `a family-name_l`), ' '), item -> length(item) > 2), filter(split(coalesce(nullif(`a family-name_core_r`, ''), `a family-name_r`), ' '), item -> length(item) > 2)) THEN 2
      WHEN coalesce(`a family-name_generation_l` = '' OR `a family-name_generation_r` = '' OR `a family-name_generation_l` = `a family-name_generation_r`, TRUE) AND jaro_winkler(CASE WHEN `a family-name_core_l` <> '' AND `a family-name_core_r` <> '' THEN `a family-name_core_l` ELSE `a family-name_l` END, CASE WHEN `a family-name_core_l` <> '' AND `a family-name_core_r` <> '' THEN `a family-name_core_r` ELSE `a family-name_r` END) >= 0.92 THEN 3
      WHEN coalesce(`a family-name_generation_l` = '' OR `a family-name_generation_r` = '' OR `a family-name_generation_l` = `a family-name_generation_r`, TRUE) AND jaro_winkler(CASE WHEN `a family-name_core_l` <> '' AND `a family-name_core_r` <> '' THEN `a family-name_core_l` ELSE `a family-name_l` END, CASE WHEN `a family-name_core_l` <> '' AND `a family-name_core_r` <> '' THEN `a family-name_core_r` ELSE `a family-name_r` END) >= 0.84 THEN 4
      WHEN (coalesce(`a given-name_l` = `a family-name_r`, `a given-name_r` = `a family-name_l`, FALSE) AND coalesce(`a given-name_l` = `a family-name_r`, TRUE) AND coalesce(`a given-name_r` = `a family-name_l`, TRUE) OR coalesce(`a given-name_l` = `a family-name_r` AND least(length(`a given-name_r`), length(`a family-name_l`)) >= 4 AND levdamerau_distance(`a given-name_r`, `a family-name_l`) <= 1, FALSE) OR coalesce(`a given-name_r` = `a family-name_l` AND least(length(`a given-name_l`), length(`a family-name_r`)) >= 4 AND levdamerau_distance(`a given-name_l`, `a family-name_r`) <= 1, FALSE)) THEN 0
      ELSE 5 END AS level_1,
    CASE WHEN `a date_l` IS NULL OR `a date_r` IS NULL THEN 0
      WHEN `a date_l` = `a date_r` THEN 1
      WHEN NOT (coalesce(try_cast(substring(`a date_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 1, 4) AS INTEGER), 0) AND (coalesce(try_cast(substring(`a date_l`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`a date_l`, 7, 2) AS INTEGER), 0) = 1) <> (coalesce(try_cast(substring(`a date_r`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`a date_r`, 7, 2) AS INTEGER), 0) = 1)) AND ((coalesce(try_cast(substring(`a date_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 1, 4) AS INTEGER), 0) AND coalesce(try_cast(substring(`a date_l`, 5, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 7, 2) AS INTEGER), 0) AND coalesce(try_cast(substring(`a date_l`, 7, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 5, 2) AS INTEGER), 0)) OR levdamerau_distance(`a date_l`, `a date_r`) <= 1) THEN 2
      WHEN NOT (coalesce(try_cast(substring(`a date_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 1, 4) AS INTEGER), 0) AND (coalesce(try_cast(substring(`a date_l`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`a date_l`, 7, 2) AS INTEGER), 0) = 1) <> (coalesce(try_cast(substring(`a date_r`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`a date_r`, 7, 2) AS INTEGER), 0) = 1)) AND CASE WHEN coalesce(try_cast(substring(`a date_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 1, 4) AS INTEGER), 0) THEN 1 ELSE 0 END + CASE WHEN coalesce(try_cast(substring(`a date_l`, 5, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 5, 2) AS INTEGER), 0) THEN 1 ELSE 0 END + CASE WHEN coalesce(try_cast(substring(`a date_l`, 7, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 7, 2) AS INTEGER), 0) THEN 1 ELSE 0 END = 2 THEN 3
      WHEN coalesce(try_cast(substring(`a date_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`a date_r`, 1, 4) AS INTEGER), 0) THEN 4
      WHEN abs(coalesce(try_cast(substring(`a date_l`, 1, 4) AS INTEGER), 0) - coalesce(try_cast(substring(`a date_r`, 1, 4) AS INTEGER), 0)) <= 2 THEN 5
      ELSE 6 END AS level_2,
    CASE WHEN `a address_l` IS NULL OR `a address_r` IS NULL THEN 0
      WHEN `a address_l` = `a address_r` THEN 1
      WHEN `a address_figures_l` = `a address_figures_r` AND (`a address_direction_l` = '' OR `a address_direction_r` = '' OR `a address_direction_l` = `a address_direction_r`) AND (`a address_street_l` = `a address_street_r` OR jaro_winkler(`a address_street_l`, `a address_street_r`) >= 0.88) AND `a address_number_l` = `a address_number_r` AND `a address_number_l` <> '' THEN 2
      WHEN `a address_figures_l` = `a address_figures_r` AND (`a address_direction_l` = '' OR `a address_direction_r` = '' OR `a address_direction_l` = `a address_direction_r`) AND (`a address_street_l` = `a address_street_r` OR jaro_winkler(`a address_street_l`, `a address_street_r`) >= 0.88) THEN 3
      WHEN `a address_figures_l` = `a address_figures_r` AND (`a address_direction_l` = '' OR `a address_direction_r` = '' OR `a address_direction_l` = `a address_direction_r`) AND (`a address_number_l` = '' OR `a address_number_r` = '' OR `a address_number_l` = `a address_number_r`) AND jaro_winkler(`a address_l`, `a address_r`) >= 0.88 THEN 4
      WHEN arrays_overlap(`a address_words_l`, `a address_words_r`) THEN 5
      ELSE 6 END AS level_3,
    CASE WHEN `a identifier_l` IS NULL OR `a identifier_r` IS NULL THEN 0
      WHEN `a identifier_l` = `a identifier_r` THEN 1
      WHEN (`a identifier_count_l` < 3 OR `a identifier_count_r` < 3) AND levdamerau_distance(`a identifier_l`, `a identifier_r`) <= 1 THEN 2
      WHEN (`a identifier_count_l` < 3 OR `a identifier_count_r` < 3) AND levdamerau_distance(`a identifier_l`, `a identifier_r`) <= 2 AND NOT (levdamerau_distance(`a identifier_l`, `a identifier_r`) = 2 AND ((length(`a identifier_r`) = length(`a identifier_l`) + 1 AND size(filter(CASE WHEN length(`a identifier_l`) - 1 < 1 THEN array() ELSE sequence(1, length(`a identifier_l`) - 1) END, item -> substring(`a identifier_l`, 1, item - 1) = substring(`a identifier_r`, 1, item - 1) AND substring(`a identifier_l`, item + 2) = substring(`a identifier_r`, item + 3) AND substring(`a identifier_l`, item, 1) = substring(`a identifier_r`, item + 2, 1) AND substring(`a identifier_l`, item + 1, 1) = substring(`a identifier_r`, item, 1) AND substring(`a identifier_l`, item, 1) <> substring(`a identifier_l`, item + 1, 1) AND substring(`a identifier_l`, item, 1) <> substring(`a identifier_r`, item + 1, 1) AND substring(`a identifier_l`, item + 1, 1) <> substring(`a identifier_r`, item + 1, 1))) > 0) OR (length(`a identifier_l`) = length(`a identifier_r`) + 1 AND size(filter(CASE WHEN length(`a identifier_r`) - 1 < 1 THEN array() ELSE sequence(1, length(`a identifier_r`) - 1) END, item -> substring(`a identifier_r`, 1, item - 1) = substring(`a identifier_l`, 1, item - 1) AND substring(`a identifier_r`, item + 2) = substring(`a identifier_l`, item + 3) AND substring(`a identifier_r`, item, 1) = substring(`a identifier_l`, item + 2, 1) AND substring(`a identifier_r`, item + 1, 1) = substring(`a identifier_l`, item, 1) AND substring(`a identifier_r`, item, 1) <> substring(`a identifier_r`, item + 1, 1) AND substring(`a identifier_r`, item, 1) <> substring(`a identifier_l`, item + 1, 1) AND substring(`a identifier_r`, item + 1, 1) <> substring(`a identifier_l`, item + 1, 1))) > 0))) THEN 3
      WHEN (`a identifier_count_l` < 3 OR `a identifier_count_r` < 3) THEN 4
      ELSE 5 END AS level_4,
    CASE WHEN `a firearm-serial_l` IS NULL OR `a firearm-serial_r` IS NULL OR (length(`a firearm-serial_l`) = length(`a firearm-serial_r`) AND (regexp_like(`a firearm-serial_l`, '[?*]') OR regexp_like(`a firearm-serial_r`, '[?*]')) AND size(filter(CASE WHEN length(`a firearm-serial_l`) < 1 THEN array() ELSE sequence(1, length(`a firearm-serial_l`)) END, item -> substring(`a firearm-serial_l`, item, 1) NOT IN ('?', '*') AND substring(`a firearm-serial_r`, item, 1) NOT IN ('?', '*'))) < 4) THEN 0
      WHEN `a firearm-serial_l` = `a firearm-serial_r` AND NOT regexp_like(`a firearm-serial_l`, '[?*]') THEN 1
      WHEN `a firearm-serial_l` <> `a firearm-serial_r` AND `a firearm-serial_skeleton_l` = `a firearm-serial_skeleton_r` THEN 2
      WHEN length(`a firearm-serial_l`) = length(`a firearm-serial_r`) AND (regexp_like(`a firearm-serial_l`, '[?*]') OR regexp_like(`a firearm-serial_r`, '[?*]')) AND size(filter(CASE WHEN length(`a firearm-serial_l`) < 1 THEN array() ELSE sequence(1, length(`a firearm-serial_l`)) END, item -> substring(`a firearm-serial_l`, item, 1) NOT IN ('?', '*') AND substring(`a firearm-serial_r`, item, 1) NOT IN ('?', '*') AND substring(`a firearm-serial_l`, item, 1) <> substring(`a firearm-serial_r`, item, 1))) = 0 THEN 3
      WHEN levdamerau_distance(`a firearm-serial_l`, `a firearm-serial_r`) <= 1 THEN 4
      ELSE 5 END AS level_5
  FROM (
    SELECT
      pairs.id_l, pairs.id_r,
      l.`a given-name` AS `a given-name_l`,
      l.`a family-name` AS `a family-name_l`,
      l.`a date` AS `a date_l`,
      l.`a address` AS `a address_l`,
      l.`a identifier` AS `a identifier_l`,
      l.`a firearm-serial` AS `a firearm-serial_l`,
      l.`a given-name_words` AS `a given-name_words_l`,
      l.`a family-name_core` AS `a family-name_core_l`,
      l.`a family-name_generation` AS `a family-name_generation_l`,
      l.`a address_number` AS `a address_number_l`,
      l.`a address_direction` AS `a address_direction_l`,
      l.`a address_figures` AS `a address_figures_l`,
      l.`a address_street` AS `a address_street_l`,
      l.`a address_words` AS `a address_words_l`,
      l.`a firearm-serial_skeleton` AS `a firearm-serial_skeleton_l`,
      l.`a identifier_count` AS `a identifier_count_l`,
      l.`register of a identifier` AS `register of a identifier_l`,
      r.`a given-name` AS `a given-name_r`,
      r.`a family-name` AS `a family-name_r`,
      r.`a date` AS `a date_r`,
      r.`a address` AS `a address_r`,
      r.`a identifier` AS `a identifier_r`,
      r.`a firearm-serial` AS `a firearm-serial_r`,
      r.`a given-name_words` AS `a given-name_words_r`,
      r.`a family-name_core` AS `a family-name_core_r`,
      r.`a family-name_generation` AS `a family-name_generation_r`,
      r.`a address_number` AS `a address_number_r`,
      r.`a address_direction` AS `a address_direction_r`,
      r.`a address_figures` AS `a address_figures_r`,
      r.`a address_street` AS `a address_street_r`,
      r.`a address_words` AS `a address_words_r`,
      r.`a firearm-serial_skeleton` AS `a firearm-serial_skeleton_r`,
      r.`a identifier_count` AS `a identifier_count_r`,
      r.`register of a identifier` AS `register of a identifier_r`,
      greatest(l.share_0, r.share_0, l.least_0) AS share_0,
      greatest(l.share_1, r.share_1, l.least_1) AS share_1,
      greatest(l.share_2, r.share_2, l.least_2) AS share_2,
      greatest(l.share_3, r.share_3, l.least_3) AS share_3,
      greatest(l.share_4, r.share_4, l.least_4) AS share_4,
      greatest(l.share_5, r.share_5, l.least_5) AS share_5,
      l.parts_1 AS parts_1_l,
      l.filled_1,
      (l.names_together + r.names_together) / 2e0 AS names_together
    FROM pairs JOIN prepared l ON l.`id` = pairs.id_l JOIN prepared r ON r.`id` = pairs.id_r
  ) side_by_side
),
own AS (
  SELECT
    levels.*,
    CASE level_0 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_0) - 1e+0 * CASE WHEN level_1 BETWEEN 1 AND 4 AND level_0 IN (1, 2, 3, 4) THEN greatest(0e0, names_together - 1e+0) ELSE 0e0 END WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) - 5e-1 * CASE WHEN level_1 BETWEEN 1 AND 4 AND level_0 IN (1, 2, 3, 4) THEN greatest(0e0, names_together - 1e+0) ELSE 0e0 END WHEN 3 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) - 5e-1 * CASE WHEN level_1 BETWEEN 1 AND 4 AND level_0 IN (1, 2, 3, 4) THEN greatest(0e0, names_together - 1e+0) ELSE 0e0 END WHEN 4 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) - 5e-1 * CASE WHEN level_1 BETWEEN 1 AND 4 AND level_0 IN (1, 2, 3, 4) THEN greatest(0e0, names_together - 1e+0) ELSE 0e0 END WHEN 5 THEN -1.9068905956085185e+0 WHEN 6 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_0,
    log2(7.5e-1 / share_0) - CASE WHEN level_1 BETWEEN 1 AND 4 AND level_0 IN (1, 2, 3, 4) THEN greatest(0e0, names_together - 1e+0) ELSE 0e0 END AS equal_0,
    CASE level_0 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 WHEN 3 THEN 2.222222222222222e-2 WHEN 4 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_0,
    CASE level_1 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_1) WHEN 2 THEN -1.9068905956085185e+0 WHEN 3 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_1) WHEN 4 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_1) WHEN 5 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_1,
    log2(7.5e-1 / CASE WHEN level_1 = 2 THEN greatest(share_1, shared_share_1) ELSE share_1 END) AS equal_1,
    CASE level_1 WHEN 1 THEN 1e+0 WHEN 3 THEN 2.222222222222222e-2 WHEN 4 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_1,
    CASE level_2 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_2) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_2) WHEN 3 THEN -1.9068905956085185e+0 WHEN 4 THEN -1.9068905956085185e+0 WHEN 5 THEN -1.9068905956085185e+0 WHEN 6 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_2,
    log2(7.5e-1 / share_2) AS equal_2,
    CASE level_2 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_2,
    CASE level_3 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_3) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_3) WHEN 3 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_3) WHEN 4 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_3) WHEN 5 THEN -1.9068905956085185e+0 WHEN 6 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_3,
    log2(7.5e-1 / share_3) AS equal_3,
    CASE level_3 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 WHEN 3 THEN 2.222222222222222e-2 WHEN 4 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_3,
    CASE level_4 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_4) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_4) WHEN 3 THEN -1.9068905956085185e+0 WHEN 4 THEN -1.9068905956085185e+0 WHEN 5 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_4,
    log2(7.5e-1 / share_4) AS equal_4,
    CASE level_4 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_4,
    CASE level_5 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_5) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_5) WHEN 3 THEN -1.9068905956085185e+0 WHEN 4 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_5) WHEN 5 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_5,
    log2(7.5e-1 / share_5) AS equal_5,
    CASE level_5 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 WHEN 4 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_5
  FROM levels
),
parts AS (
  SELECT
    own.*,
    5e-1 * meant_3 AS part_1,
    5e-1 * meant_3 AS part_equal_1,
    CASE WHEN level_2 = 1 AND level_0 = 6 AND greatest(2.5e-1 * meant_3, least(9.99e-1, 1.25e-1 / share_1) * meant_1) > 0e0 THEN greatest(2.5e-1 * meant_3, least(9.99e-1, 1.25e-1 / share_1) * meant_1) ELSE 0e0 END AS part_2,
    CASE WHEN level_0 = 6 AND greatest(2.5e-1 * meant_3, least(9.99e-1, 1.25e-1 / share_1) * meant_1) > 0e0 THEN greatest(2.5e-1 * meant_3, least(9.99e-1, 1.25e-1 / share_1) * meant_1) ELSE 0e0 END AS part_equal_2
  FROM own
),
explained AS (
  SELECT
    parts.*,
    own_3 AS explained_3,
    equal_3 AS most_3,
    own_0 AS explained_0,
    equal_0 AS most_0,
    CASE WHEN level_1 = 0 THEN 0e0 ELSE log2(CASE level_1 WHEN 1 THEN 7.5e-1 WHEN 2 THEN 6.25e-2 WHEN 3 THEN 6.25e-2 WHEN 4 THEN 6.25e-2 WHEN 5 THEN 6.25e-2 END / (CASE WHEN level_1 = 1 THEN part_1 ELSE 0e0 END + (1e0 - part_1) * CASE level_1 WHEN 1 THEN 7.5e-1 WHEN 2 THEN 6.25e-2 WHEN 3 THEN 6.25e-2 WHEN 4 THEN 6.25e-2 WHEN 5 THEN 6.25e-2 END / pow(2e0, own_1))) END AS explained_1,
    CASE WHEN level_1 = 0 THEN 0e0 ELSE log2(7.5e-1 / (part_equal_1 + (1e0 - part_equal_1) * 7.5e-1 / pow(2e0, equal_1))) END AS most_1,
    CASE WHEN level_2 = 0 THEN 0e0 ELSE log2(CASE level_2 WHEN 1 THEN 7.5e-1 WHEN 2 THEN 5e-2 WHEN 3 THEN 5e-2 WHEN 4 THEN 5e-2 WHEN 5 THEN 5e-2 WHEN 6 THEN 5e-2 END / (CASE WHEN level_2 = 1 THEN part_2 ELSE 0e0 END + (1e0 - part_2) * CASE level_2 WHEN 1 THEN 7.5e-1 WHEN 2 THEN 5e-2 WHEN 3 THEN 5e-2 WHEN 4 THEN 5e-2 WHEN 5 THEN 5e-2 WHEN 6 THEN 5e-2 END / pow(2e0, own_2))) END AS explained_2,
    CASE WHEN level_2 = 0 THEN 0e0 ELSE log2(7.5e-1 / (part_equal_2 + (1e0 - part_equal_2) * 7.5e-1 / pow(2e0, equal_2))) END AS most_2,
    own_4 AS explained_4,
    equal_4 AS most_4,
    own_5 AS explained_5,
    equal_5 AS most_5
  FROM parts
),
weights AS (
  SELECT
    explained.*,
    CASE WHEN level_3 IN (2, 3, 4, 5) THEN least(explained_3, most_3) ELSE explained_3 END AS bits_3,
    CASE WHEN level_0 IN (2, 3, 4) THEN least(explained_0, most_0) ELSE explained_0 END AS bits_0,
    CASE WHEN level_1 IN (2, 3, 4) THEN least(explained_1, most_1) ELSE explained_1 END AS bits_1,
    CASE WHEN level_2 IN (2, 3, 4, 5) THEN least(explained_2, most_2) ELSE explained_2 END AS bits_2,
    CASE WHEN level_4 IN (2, 3) THEN least(explained_4, most_4) ELSE explained_4 END AS bits_4,
    CASE WHEN level_5 IN (2, 3, 4) THEN least(explained_5, most_5) ELSE explained_5 END AS bits_5
  FROM explained
),
scored AS (
  SELECT
    weights.*,
    -9.99859042974533e+0 + bits_0 + bits_1 + bits_2 + bits_3 + bits_4 + bits_5 AS bits
  FROM weights
)
SELECT
  id_l,
  id_r,
  bits,
  1e0 / (1e0 + pow(2e0, -bits)) AS probability,
  (registers_4 AND level_4 IN (4, 5)) AS apart,
  level_0 AS `level of a given-name`,
  bits_0 AS `bits of a given-name`,
  level_1 AS `level of a family-name`,
  bits_1 AS `bits of a family-name`,
  level_2 AS `level of a date`,
  bits_2 AS `bits of a date`,
  level_3 AS `level of a address`,
  bits_3 AS `bits of a address`,
  level_4 AS `level of a identifier`,
  bits_4 AS `bits of a identifier`,
  level_5 AS `level of a firearm-serial`,
  bits_5 AS `bits of a firearm-serial`
FROM scored
