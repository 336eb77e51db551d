-- Social security numbers typed into requests to trace were kept, against what was said of them: they are taken out of what was saved, once.
-- From here on none is taken (src/model/social-security-items.ts, of which this follows the rules).
create function pg_temp.hidden(said text) returns text immutable language sql as $$
  select regexp_replace(
    regexp_replace(said,
      '\y(SSA?N|SOC(?:IAL)?\.?\s?SEC(?:URITY|\.)?)((?:\s{0,3}(?:NUMBERS?|NO|NR|NBR|IS|WAS|LAST\s*4|LAST\s*FOUR)\y){0,3}[\s.:#=()-]{0,8})\d(?:[\d\s.\u2010-\u2014-]{0,12}\d)?',
      '\1\2•••-••-••••', 'gi'),
    '(?<![\d-])\d{3}[-.\s\u2010-\u2014]\d{2}[-.\s\u2010-\u2014]\d{4}(?![\d-])', '•••-••-••••', 'g')
$$;
-- Nine digits as identifier are one unless they are said to be of another kind.
create function pg_temp.hidden_form(form jsonb) returns jsonb immutable language sql as $$
  select coalesce(jsonb_object_agg(key, case
      when key in ('possessor_id_number', 'associate_id_number')
           and ((regexp_replace(value, '\D', '', 'g') ~ '^\d{9}$' and regexp_replace(value, '[^A-Za-z0-9]', '', 'g') ~ '^\d{9}$'
                 and kind.of !~ '^(DL|OLN|DRIVERSLICENSE|DRIVERLICENSE|DRIVERLICENCE|OPERATORSLICENSE|LICENSE|DRIVERS|DRIVERSLIC|ODL|DRIVERSLICENCE|OPERATORLICENSE|DLN|COMMERCIALDRIVERSLICENSE|CDL|ID|STATEID|IDCARD|STATEIDCARD|IDENTIFICATIONCARD|STATEIDENTIFICATION|STATEIDENTIFICATIONCARD|NONDRIVERID|STATEISSUEDID|MVAID|DMVID|SOUNDEX|PASSPORT|PP|PASSPORTNUMBER|USPASSPORT|SID|STATEIDENTIFICATIONNUMBER|SIDNUMBER|CII|CORI|FBI|FBINUMBER|UCN|FBINO|MILITARY|MILITARYID|MD|MILITARYIDENTIFICATION|DODID|ALIEN|ALIENREGISTRATION|ANUMBER|AR|ALIENREGISTRATIONNUMBER|USCIS|PERMANENTRESIDENTCARD|GREENCARD|OTHER|MISC|CONCEALEDCARRYPERMIT|PERMIT|CCWPERMIT|FOID|FOIDCARD)$')
                or kind.of ~ '^(SSN|SOC|SS|SOCSEC|SOCIALSECURITY|SOCIALSECURITYNUMBER|SOCIALSECURITYNO|SSAN)$')
        then '•••-••-••••'
      when key ~ 'serial|restored|case|licen[cs]e|ffl|phone|trace|property|request' and value ~ '^\s*\d{3}[-.\s]\d{2}[-.\s]\d{4}\s*$'
        then value
      else pg_temp.hidden(value) end), '{}')
    from jsonb_each_text(form),
         lateral (select upper(regexp_replace(coalesce(form ->> replace(key, '_number', '_type'), ''), '[^A-Za-z0-9]', '', 'g')) as of) kind
$$;
update flashlight.tracing_request set form = pg_temp.hidden_form(form) where form <> pg_temp.hidden_form(form);
update flashlight.tracing_event set form = pg_temp.hidden_form(form), note = pg_temp.hidden(note)
 where form <> pg_temp.hidden_form(form) or note <> pg_temp.hidden(note);
