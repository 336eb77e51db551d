import { expect, test } from 'vitest';
import { seededChance } from '../../../test/conformance/made-links.ts';
import type { Link, LinkedEntity } from '../../../src/model/links.ts';
import { shapeOf } from './board-shape.ts';
import { scaleOf } from './use-board-drawing.ts';
import { questionOf, shapeWithIds } from './use-board-shape.ts';

const entities = (...ids: string[]) => ids.map((id) => ({ id }) as LinkedEntity);
const tie = (subject: string, object: string, status: Link['status'] = 'ACTIVE') =>
  ({ subject, object, status }) as Link;
const told = (board: { entities: LinkedEntity[]; links: Link[] }) =>
  shapeWithIds(board, shapeOf(questionOf(board, { groups: true, between: true })));

/** Two triangles with a bridge of one thing, and a thing apart. */
const board = {
  entities: entities('person:1', 'firearm:2', 'place:3', 'dealer:4', 'person:5', 'firearm:6', 'place:7', 'person:8'),
  links: [
    tie('person:1', 'firearm:2'),
    tie('firearm:2', 'place:3'),
    tie('place:3', 'person:1'),
    tie('place:3', 'dealer:4'),
    tie('dealer:4', 'person:5'),
    tie('person:5', 'firearm:6'),
    tie('firearm:6', 'place:7'),
    tie('place:7', 'person:5'),
  ],
};

test('groups and what lies between are told in the ids of the board; what is tied to nothing is in no group', () => {
  const shape = told(board);
  expect(shape.groups.map((ids) => ids.length)).toEqual([4, 3]);
  expect(shape.groupOf.get('person:8')).toBeUndefined();
  expect(shape.groupOf.get('person:1')).toBe(shape.groupOf.get('firearm:2'));
  expect(shape.groupOf.get('person:1')).not.toBe(shape.groupOf.get('firearm:6'));
  // Each of three here with each of three there.
  expect(shape.between.get('dealer:4')).toBe(9);
  // Two here, with the dealer and the three beyond it.
  expect(shape.between.get('place:3')).toBe(8);
  expect(shape.between.get('person:1')).toBe(0);
  expect(shape.pairs).toBe(21);
});

test('a withdrawn link is drawn and ties nothing', () => {
  const bridged = {
    ...board,
    links: board.links.map((link, at) => (at === 3 ? { ...link, status: 'RETRACTED' } : link)),
  };
  const shape = told(bridged as typeof board);
  expect(shape.between.get('dealer:4')).toBe(0);
  expect(shape.groupOf.get('place:3')).not.toBe(shape.groupOf.get('dealer:4'));
});

test('what is not drawn leaves no trace: other things and links beyond change nothing that is told of the drawing', () => {
  const beyond = [tie('person:1', 'incident:99'), tie('incident:99', 'firearm:6'), tie('place:7', 'incident:99')];
  expect(told({ ...board, links: [...board.links, ...beyond] })).toEqual(told(board));
});

test('a drawing without ties says that it has none, and nothing is drawn larger', () => {
  const shape = told({ entities: board.entities, links: [] });
  expect(shape.why).toBe('nothing-tied');
  expect(scaleOf(shape.between)).toBeUndefined();
});

test('what lies between most is drawn largest, what lies between nothing as it is', () => {
  const scale = scaleOf(told(board).between)!;
  expect([scale.get('dealer:4'), scale.get('person:8')]).toEqual([2.2, 1]);
  expect(scale.get('place:3')).toBeGreaterThan(2);
});

test('as much as a board holds is looked at whole, and more is said to be too much', () => {
  const chance = seededChance(5);
  const ids = Array.from({ length: 5001 }, (_, at) => `person:${at + 1}`);
  const any = () => ids[Math.floor(chance() * 5000)]!;
  const links = Array.from({ length: 40_000 }, () => tie(any(), any()));
  const whole = { entities: entities(...ids.slice(0, 5000)), links };
  expect(shapeWithIds(whole, shapeOf(questionOf(whole, { groups: true, between: false }))).why).toBeNull();
  expect(told({ entities: entities(...ids), links }).why).toBe('too-large');
});
