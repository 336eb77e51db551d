import { expect, test } from 'vitest';
import { namesRace } from './names-race.ts';

test.each(
  `Race race RACE race_1 race2 victim_race victim_race_code RaceCode VictimRace RACECode RACECODE VICTIMRACE vic-race-cd RaceSex
  suspect_ethnic_origin ethnicity ethnicity_cd Ethnicity2 RaceEthnicity hispanic Hispanic_Flag isHispanic latino LatinoInd
  national_origin nationality skin skin_tone SkinColour SKN RAC ETH complexion suspect_complexion raza Raza_victima etnia
  origen_étnico color_de_piel suspect_color victimColorCode person.colour RACE/ETHNICITY HISP hisp_ind raceth raceethn bridgedrace mracehisp witnessrace decedentrace complainantrace drace black white tribe`
    .split(/\s+/)
    .filter((header) => header !== ''),
)('%s names race', (header) => {
  expect(namesRace(header)).toBe(true);
});

test.each(
  `trace trace_number TraceNumber TRACE gunTrace recovery_trace_id brace grace terrace GRACE_PERIOD racecourse hair_color eye_color EyeColour
  vehicle_color suspect_vehicle_color suspectHairColor firearm_color color colour ColorCode given_name family method ethanol platino
  skill surface place_of_birth sex person person_id white_pages black_book eventtrace horace embrace bracelet`
    .split(/\s+/)
    .filter((header) => header !== ''),
)('%s names none', (header) => {
  expect(namesRace(header)).toBe(false);
});
