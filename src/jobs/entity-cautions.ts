import type { EntityKind } from '../model/tables.ts';

/** What whoever reads the page of an entity should bear in mind. */
export const entityCautions: Readonly<Record<EntityKind, string>> = {
  firearm:
    'Records of different sources were joined into one firearm by make and serial number. Check the sources before relying on it.',
  person:
    'Records of different sources were joined into one person by exact identifiers, by a model of how their fields agree, or by people. Namesakes and clerical errors happen: check each source, and why they are held for one. Having bought a firearm that was later recovered is not by itself a sign of wrongdoing.',
  dealer:
    'A trace leads to the first retail sale. Many traces to one dealer may reflect how many firearms it sells, and are not by themselves a sign of wrongdoing.',
  place:
    'Places are joined by address or by coordinates to about 10 metres. Published coordinates are often moved to the block.',
  vehicle:
    'Vehicles are joined by their identification number, or by plate, state and make within three years, where model years are at most one apart; a row without a day is joined by its identification number alone. Plates move from one vehicle to another and are misread: check each source.',
  incident:
    'A lead is a possible association that no examiner has confirmed. Persons named here are named by the records, not judged.',
};
