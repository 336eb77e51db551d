WITH
cleaned AS (
  SELECT
    `id`,
    nullif(`name`, '') AS `name`,
    nullif(`born`, '') AS `born`,
    nullif(`born in`, '') AS `born in`,
    nullif(`state`, '') AS `state`,
    nullif(`number`, '') AS `number`
  FROM records
),
distinct_rows AS (
  SELECT DISTINCT `name`, `born`, `born in`, `state`, `number` FROM cleaned
),
often_0 AS (
  SELECT `name` AS value, greatest(1e0, count(DISTINCT `born`) * 1e0) AS n FROM cleaned WHERE `name` IS NOT NULL GROUP BY `name`
),
often_1 AS (
  SELECT `born` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`name`, '')) * 1e0 AS n FROM distinct_rows WHERE `born` IS NOT NULL GROUP BY `born`
),
often_2 AS (
  SELECT `born in` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`name`, '')) * 1e0 AS n FROM distinct_rows WHERE `born in` IS NOT NULL GROUP BY `born in`
),
often_3 AS (
  SELECT `state` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`name`, '')) * 1e0 AS n FROM distinct_rows WHERE `state` IS NOT NULL GROUP BY `state`
),
often_4 AS (
  SELECT `number` AS value, count(*) AS n_rows, count(DISTINCT coalesce(`name`, '')) * 1e0 AS n FROM distinct_rows WHERE `number` IS NOT NULL GROUP BY `number`
),
totals AS (
  SELECT
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_0)) AS filled_0,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_1)) AS filled_1,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_2)) AS filled_2,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_3)) AS filled_3,
    greatest(1, (SELECT coalesce(sum(n), 0) FROM often_4)) AS filled_4
),
derived AS (
  SELECT
    cleaned.*,
    array_distinct(filter(split(`name`, ' '), item -> length(item) > 1)) AS `name_words`
  FROM cleaned
),
prepared AS (
  SELECT
    derived.*,
    often_0.n * 1e0 / (filled_0 + 1.5e+1) AS share_0,
    least(9.765625e-4, greatest(1e-5, 1e0 / filled_0)) AS least_0,
    often_1.n * 1e0 / (filled_1 + 1.5e+1) AS share_1,
    least(9.765625e-4, greatest(1e-5, 1e0 / filled_1)) AS least_1,
    often_2.n * 1e0 / (filled_2 + 1.5e+1) AS share_2,
    least(9.765625e-4, greatest(1e-5, 1e0 / filled_2)) AS least_2,
    often_3.n * 1e0 / (filled_3 + 1.5e+1) AS share_3,
    least(9.765625e-4, greatest(1e-5, 1e0 / filled_3)) AS least_3,
    often_4.n * 1e0 / (filled_4 + 1.5e+1) AS share_4,
    least(9.765625e-4, greatest(1e-5, 1e0 / filled_4)) AS least_4,
    often_4.n_rows AS `number_count`
  FROM derived CROSS JOIN totals
    LEFT JOIN often_0 ON often_0.value = derived.`name`
    LEFT JOIN often_1 ON often_1.value = derived.`born`
    LEFT JOIN often_2 ON often_2.value = derived.`born in`
    LEFT JOIN often_3 ON often_3.value = derived.`state`
    LEFT JOIN often_4 ON often_4.value = derived.`number`
),
keys AS (
  SELECT
    `id`,
    nullif(CASE WHEN regexp_extract(regexp_extract(`name`, '[^ ]*$', 0), '^[A-Z]+', 0) <> '' THEN left(concat(left(regexp_extract(regexp_extract(`name`, '[^ ]*$', 0), '^[A-Z]+', 0), 1), replace(substring(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(concat(left(regexp_extract(regexp_extract(`name`, '[^ ]*$', 0), '^[A-Z]+', 0), 1), translate(substring(regexp_extract(regexp_extract(`name`, '[^ ]*$', 0), '^[A-Z]+', 0), 2), 'HW', '')), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '01230120022455012623010202'), '1+', '1'), '2+', '2'), '3+', '3'), '4+', '4'), '5+', '5'), '6+', '6'), 2), '0', ''), '000'), 4) END, '') AS block_0_key_0,
    nullif(left(`born`, 4), '') AS block_0_key_1,
    nullif(array_min(filter(split(`name`, ' '), item -> length(item) > 1)), '') AS block_1_key_0,
    nullif(left(`born`, 4), '') AS block_1_key_1,
    nullif(array_max(filter(split(`name`, ' '), item -> length(item) > 1)), '') AS block_2_key_0,
    nullif(left(`born`, 4), '') AS block_2_key_1
  FROM cleaned
),
pairs AS (
  SELECT l.`id` AS id_l, r.`id` AS id_r FROM (SELECT block_0_key_0, block_0_key_1 FROM keys GROUP BY block_0_key_0, block_0_key_1 HAVING count(*) BETWEEN 2 AND 2000) g
    JOIN keys l ON l.block_0_key_0 = g.block_0_key_0 AND l.block_0_key_1 = g.block_0_key_1 JOIN keys r ON r.block_0_key_0 = g.block_0_key_0 AND r.block_0_key_1 = g.block_0_key_1 AND l.`id` < r.`id`
  UNION
  SELECT l.`id` AS id_l, r.`id` AS id_r FROM (SELECT block_1_key_0, block_1_key_1 FROM keys GROUP BY block_1_key_0, block_1_key_1 HAVING count(*) BETWEEN 2 AND 2000) g
    JOIN keys l ON l.block_1_key_0 = g.block_1_key_0 AND l.block_1_key_1 = g.block_1_key_1 JOIN keys r ON r.block_1_key_0 = g.block_1_key_0 AND r.block_1_key_1 = g.block_1_key_1 AND l.`id` < r.`id`
  UNION
  SELECT l.`id` AS id_l, r.`id` AS id_r FROM (SELECT block_2_key_0, block_2_key_1 FROM keys GROUP BY block_2_key_0, block_2_key_1 HAVING count(*) BETWEEN 2 AND 2000) g
    JOIN keys l ON l.block_2_key_0 = g.block_2_key_0 AND l.block_2_key_1 = g.block_2_key_1 JOIN keys r ON r.block_2_key_0 = g.block_2_key_0 AND r.block_2_key_1 = g.block_2_key_1 AND l.`id` < r.`id`
),
levels AS (
  SELECT
    id_l, id_r,
    share_0,
    share_1,
    share_2,
    share_3,
    share_4,
    CASE WHEN `name_l` IS NULL OR `name_r` IS NULL THEN 0
      WHEN `name_l` = `name_r` THEN 1
      WHEN size(array_intersect(`name_words_l`, `name_words_r`)) >= 2 AND size(array_intersect(`name_words_l`, `name_words_r`)) = least(size(`name_words_l`), size(`name_words_r`)) THEN 2
      WHEN jaro_winkler(`name_l`, `name_r`) >= 0.92 THEN 3
      WHEN jaro_winkler(`name_l`, `name_r`) >= 0.84 THEN 4
      WHEN size(array_intersect(`name_words_l`, `name_words_r`)) > 0 THEN 5
      ELSE 6 END AS level_0,
    CASE WHEN `born_l` IS NULL OR `born_r` IS NULL THEN 0
      WHEN `born_l` = `born_r` THEN 1
      WHEN NOT (coalesce(try_cast(substring(`born_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 1, 4) AS INTEGER), 0) AND (coalesce(try_cast(substring(`born_l`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`born_l`, 7, 2) AS INTEGER), 0) = 1) <> (coalesce(try_cast(substring(`born_r`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`born_r`, 7, 2) AS INTEGER), 0) = 1)) AND ((coalesce(try_cast(substring(`born_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 1, 4) AS INTEGER), 0) AND coalesce(try_cast(substring(`born_l`, 5, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 7, 2) AS INTEGER), 0) AND coalesce(try_cast(substring(`born_l`, 7, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 5, 2) AS INTEGER), 0)) OR levdamerau_distance(`born_l`, `born_r`) <= 1) THEN 2
      WHEN NOT (coalesce(try_cast(substring(`born_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 1, 4) AS INTEGER), 0) AND (coalesce(try_cast(substring(`born_l`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`born_l`, 7, 2) AS INTEGER), 0) = 1) <> (coalesce(try_cast(substring(`born_r`, 5, 2) AS INTEGER), 0) = 1 AND coalesce(try_cast(substring(`born_r`, 7, 2) AS INTEGER), 0) = 1)) AND CASE WHEN coalesce(try_cast(substring(`born_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 1, 4) AS INTEGER), 0) THEN 1 ELSE 0 END + CASE WHEN coalesce(try_cast(substring(`born_l`, 5, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 5, 2) AS INTEGER), 0) THEN 1 ELSE 0 END + CASE WHEN coalesce(try_cast(substring(`born_l`, 7, 2) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 7, 2) AS INTEGER), 0) THEN 1 ELSE 0 END = 2 THEN 3
      WHEN coalesce(try_cast(substring(`born_l`, 1, 4) AS INTEGER), 0) = coalesce(try_cast(substring(`born_r`, 1, 4) AS INTEGER), 0) THEN 4
      WHEN abs(coalesce(try_cast(substring(`born_l`, 1, 4) AS INTEGER), 0) - coalesce(try_cast(substring(`born_r`, 1, 4) AS INTEGER), 0)) <= 2 THEN 5
      ELSE 6 END AS level_1,
    CASE WHEN `born in_l` IS NULL OR `born in_r` IS NULL THEN 0
      WHEN `born in_l` = `born in_r` THEN 1
      WHEN jaro_winkler(`born in_l`, `born in_r`) >= 0.92 THEN 2
      WHEN jaro_winkler(`born in_l`, `born in_r`) >= 0.84 THEN 3
      ELSE 4 END AS level_2,
    CASE WHEN `state_l` IS NULL OR `state_r` IS NULL THEN 0
      WHEN `state_l` = `state_r` THEN 1
      ELSE 2 END AS level_3,
    CASE WHEN `number_l` IS NULL OR `number_r` IS NULL THEN 0
      WHEN `number_l` = `number_r` THEN 1
      WHEN (`number_count_l` < 3 OR `number_count_r` < 3) AND levdamerau_distance(`number_l`, `number_r`) <= 1 THEN 2
      WHEN (`number_count_l` < 3 OR `number_count_r` < 3) AND levdamerau_distance(`number_l`, `number_r`) <= 2 AND NOT (levdamerau_distance(`number_l`, `number_r`) = 2 AND ((length(`number_r`) = length(`number_l`) + 1 AND size(filter(CASE WHEN length(`number_l`) - 1 < 1 THEN array() ELSE sequence(1, length(`number_l`) - 1) END, item -> substring(`number_l`, 1, item - 1) = substring(`number_r`, 1, item - 1) AND substring(`number_l`, item + 2) = substring(`number_r`, item + 3) AND substring(`number_l`, item, 1) = substring(`number_r`, item + 2, 1) AND substring(`number_l`, item + 1, 1) = substring(`number_r`, item, 1) AND substring(`number_l`, item, 1) <> substring(`number_l`, item + 1, 1) AND substring(`number_l`, item, 1) <> substring(`number_r`, item + 1, 1) AND substring(`number_l`, item + 1, 1) <> substring(`number_r`, item + 1, 1))) > 0) OR (length(`number_l`) = length(`number_r`) + 1 AND size(filter(CASE WHEN length(`number_r`) - 1 < 1 THEN array() ELSE sequence(1, length(`number_r`) - 1) END, item -> substring(`number_r`, 1, item - 1) = substring(`number_l`, 1, item - 1) AND substring(`number_r`, item + 2) = substring(`number_l`, item + 3) AND substring(`number_r`, item, 1) = substring(`number_l`, item + 2, 1) AND substring(`number_r`, item + 1, 1) = substring(`number_l`, item, 1) AND substring(`number_r`, item, 1) <> substring(`number_r`, item + 1, 1) AND substring(`number_r`, item, 1) <> substring(`number_l`, item + 1, 1) AND substring(`number_r`, item + 1, 1) <> substring(`number_l`, item + 1, 1))) > 0))) THEN 3
      WHEN (`number_count_l` < 3 OR `number_count_r` < 3) THEN 4
      ELSE 5 END AS level_4
  FROM (
    SELECT
      pairs.id_l, pairs.id_r,
      l.`name` AS `name_l`,
      l.`born` AS `born_l`,
      l.`born in` AS `born in_l`,
      l.`state` AS `state_l`,
      l.`number` AS `number_l`,
      l.`name_words` AS `name_words_l`,
      l.`number_count` AS `number_count_l`,
      r.`name` AS `name_r`,
      r.`born` AS `born_r`,
      r.`born in` AS `born in_r`,
      r.`state` AS `state_r`,
      r.`number` AS `number_r`,
      r.`name_words` AS `name_words_r`,
      r.`number_count` AS `number_count_r`,
      greatest(l.share_0, r.share_0, l.least_0) AS share_0,
      greatest(l.share_1, r.share_1, l.least_1) AS share_1,
      greatest(l.share_2, r.share_2, l.least_2) AS share_2,
      greatest(l.share_3, r.share_3, l.least_3) AS share_3,
      greatest(l.share_4, r.share_4, l.least_4) AS share_4
    FROM pairs JOIN prepared l ON l.`id` = pairs.id_l JOIN prepared r ON r.`id` = pairs.id_r
  ) side_by_side
),
own AS (
  SELECT
    levels.*,
    CASE level_0 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_0) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) WHEN 3 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) WHEN 4 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) WHEN 5 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_0) WHEN 6 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_0,
    log2(7.5e-1 / share_0) AS equal_0,
    CASE level_0 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 WHEN 3 THEN 2.222222222222222e-2 WHEN 4 THEN 2.222222222222222e-2 WHEN 5 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_0,
    CASE level_1 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_1) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_1) WHEN 3 THEN -1.9068905956085185e+0 WHEN 4 THEN -1.9068905956085185e+0 WHEN 5 THEN -1.9068905956085185e+0 WHEN 6 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_1,
    log2(7.5e-1 / share_1) AS equal_1,
    CASE level_1 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_1,
    CASE level_2 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_2) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_2) WHEN 3 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_2) WHEN 4 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_2,
    log2(7.5e-1 / share_2) AS equal_2,
    CASE level_2 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 WHEN 3 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_2,
    CASE level_3 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_3) WHEN 2 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_3,
    log2(7.5e-1 / share_3) AS equal_3,
    CASE level_3 WHEN 1 THEN 1e+0 ELSE 0e0 END AS meant_3,
    CASE level_4 WHEN 1 THEN 3.584962500721156e+0 + 1e+0 * log2(6.25e-2 / share_4) WHEN 2 THEN -1.9068905956085185e+0 + 5e-1 * log2(6.25e-2 / share_4) WHEN 3 THEN -1.9068905956085185e+0 WHEN 4 THEN -1.9068905956085185e+0 WHEN 5 THEN -1.9068905956085185e+0 ELSE 0e0 END AS own_4,
    log2(7.5e-1 / share_4) AS equal_4,
    CASE level_4 WHEN 1 THEN 1e+0 WHEN 2 THEN 2.222222222222222e-2 ELSE 0e0 END AS meant_4
  FROM levels
),
parts AS (
  SELECT
    own.*
  FROM own
),
explained AS (
  SELECT
    parts.*,
    own_0 AS explained_0,
    equal_0 AS most_0,
    own_1 AS explained_1,
    equal_1 AS most_1,
    own_2 AS explained_2,
    equal_2 AS most_2,
    own_3 AS explained_3,
    equal_3 AS most_3,
    own_4 AS explained_4,
    equal_4 AS most_4
  FROM parts
),
weights AS (
  SELECT
    explained.*,
    CASE WHEN level_0 IN (2, 3, 4, 5) THEN least(explained_0, most_0) ELSE explained_0 END AS bits_0,
    CASE WHEN level_1 IN (2, 3, 4, 5) THEN least(explained_1, most_1) ELSE explained_1 END AS bits_1,
    CASE WHEN level_2 IN (2, 3) THEN least(explained_2, most_2) ELSE explained_2 END AS bits_2,
    explained_3 AS bits_3,
    CASE WHEN level_4 IN (2, 3) THEN least(explained_4, most_4) ELSE explained_4 END AS bits_4
  FROM explained
),
scored AS (
  SELECT
    weights.*,
    -9.99859042974533e+0 + bits_0 + bits_1 + bits_2 + bits_3 + bits_4 AS bits
  FROM weights
)
SELECT
  id_l,
  id_r,
  bits,
  1e0 / (1e0 + pow(2e0, -bits)) AS probability,
  FALSE AS apart,
  level_0 AS `level of name`,
  bits_0 AS `bits of name`,
  level_1 AS `level of born`,
  bits_1 AS `bits of born`,
  level_2 AS `level of born in`,
  bits_2 AS `bits of born in`,
  level_3 AS `level of state`,
  bits_3 AS `bits of state`,
  level_4 AS `level of number`,
  bits_4 AS `bits of number`
FROM scored
