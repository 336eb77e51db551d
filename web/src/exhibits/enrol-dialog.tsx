import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ExhibitFactsWritten } from '../../../src/model/exhibit-orders.ts';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import {
  apertureShapes,
  breechFaceTypes,
  entryMarks,
  exhibitKinds,
  exhibitOrigins,
  type EntryMark,
} from '../../../src/model/exhibits.ts';
import { Dialog } from '../frame/dialog.tsx';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { edit, enrol, exhibitQuery } from './exhibit-queries.ts';
import { forgetDraft, keepDraft, readDraft } from './kept-draft.ts';

type Values = Readonly<Record<string, string>>;

/** Enrols an exhibit, or changes what is written down of one. What was typed survives a reload, until it is sent. */
export function EnrolDialog({ open, close, edits }: { open: boolean; close: () => void; edits?: ExhibitPage }) {
  const { say } = useWords();
  return (
    <Dialog open={open} close={close} title={say(edits === undefined ? 'exhibits.enrolTitle' : 'exhibits.editTitle')}>
      <EnrolForm close={close} edits={edits} />
    </Dialog>
  );
}

function EnrolForm({ close, edits }: { close: () => void; edits: ExhibitPage | undefined }) {
  const { say } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = edits === undefined ? 'new' : `${edits.exhibit}/${edits.version}`;
  const [first] = useState<Values>(() => readDraft(key) ?? (edits === undefined ? {} : valuesOf(edits)));
  // Of a place by its coordinates both are asked for once one is there.
  const [hasPoint, setHasPoint] = useState((first['lat'] ?? '') !== '');
  const send = useMutation({
    mutationFn: (values: Values) =>
      edits === undefined
        ? enrol({
            facts: factsOf(values, null),
            receivedAt: instantOf(values['receivedAt']),
            receivedBy: textOf(values['receivedBy']),
            triaged: values['triaged'] === 'on',
          })
        : edit(edits.exhibit, { version: edits.version, facts: factsOf(values, edits) }),
    onSuccess: (page) => {
      forgetDraft(key);
      client.setQueryData(exhibitQuery(String(page.exhibit)).queryKey, page);
      void client.invalidateQueries({ queryKey: ['exhibits', 'list'] });
      void client.invalidateQueries({ queryKey: ['exhibits', 'board'] });
      close();
      void navigate({ to: '/exhibits/$exhibit', params: { exhibit: String(page.exhibit) } });
    },
  });
  const text = (name: string, label: string, more: { required?: boolean; most?: number; hint?: string } = {}) => (
    <label>
      <span className="small">{label}</span>
      <input
        className="field"
        name={name}
        defaultValue={first[name] ?? ''}
        required={more.required}
        maxLength={more.most ?? 60}
        placeholder={more.hint}
      />
    </label>
  );
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <label>
      <span className="small">{label}</span>
      <select className="field" name={name} defaultValue={first[name] ?? options[0]![0]}>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  const unknown = ['', say('exhibits.unknown')] as const;
  const moment = (name: string, label: string) => (
    <label>
      <span className="small">{label}</span>
      <input className="field" type="datetime-local" name={name} defaultValue={first[name] ?? ''} />
    </label>
  );
  const degrees = (name: string, label: string, most: number) => (
    <label>
      <span className="small">{label}</span>
      <input
        className="field"
        type="number"
        name={name}
        min={-most}
        max={most}
        step="any"
        required={hasPoint}
        defaultValue={first[name] ?? ''}
      />
    </label>
  );
  return (
    <form
      className="enrol-form"
      onChange={(event) => {
        const values = valuesIn(event.currentTarget);
        keepDraft(key, values);
        setHasPoint((values['lat'] ?? '') !== '' || (values['lon'] ?? '') !== '');
      }}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(valuesIn(event.currentTarget));
      }}
    >
      <p className="small muted">{say('exhibits.enrolHelp')}</p>
      <div className="enrol-fields">
        {text('item', say('exhibits.fact.item'), { required: true })}
        {text('case', say('exhibits.fact.case'))}
        {text('labItem', say('exhibits.fact.labItem'))}
        {text('ibis', say('exhibits.fact.ibis'))}
        {choice(
          'kind',
          say('exhibits.fact.kind'),
          exhibitKinds.map((each) => [each, say(`exhibits.kind.${each}`)] as const),
        )}
        {choice(
          'origin',
          say('exhibits.fact.origin'),
          exhibitOrigins.map((each) => [each, say(`exhibits.origin.${each}`)] as const),
        )}
        {text('calibre', say('exhibits.fact.calibre'), { most: 40, hint: '9 mm Luger' })}
        {choice('calibreSource', say('exhibits.fact.calibreSource'), [
          ['', say('exhibits.calibreSource.unsaid')],
          ...(['EXAMINED', 'NOTED'] as const).map((each) => [each, say(`exhibits.calibreSource.${each}`)] as const),
        ])}
        {choice('aperture', say('exhibits.fact.aperture'), [
          unknown,
          ...apertureShapes.map((each) => [each, say(`exhibits.aperture.${each}`)] as const),
        ])}
        {choice('breechFace', say('exhibits.fact.breechFace'), [
          unknown,
          ...breechFaceTypes.map((each) => [each, say(`exhibits.breechFace.${each}`)] as const),
        ])}
        {text('finish', say('exhibits.fact.finish'))}
        {text('headstamp', say('exhibits.fact.headstamp'))}
        {text('marker', say('exhibits.fact.marker'), { most: 40 })}
        <label>
          <span className="small">{say('exhibits.fact.pieces')}</span>
          <input
            className="field"
            type="number"
            name="pieces"
            min={1}
            max={10000}
            defaultValue={first['pieces'] ?? ''}
          />
        </label>
        {text('testFire', say('exhibits.fact.testFireNumber'), { most: 16 })}
        {text('recovery', say('exhibits.fact.recovery'), { most: 16 })}
        {moment('collectedAt', say('exhibits.fact.collectedAt'))}
        {text('collectedBy', say('exhibits.fact.collectedBy'), { most: 80 })}
        {text('place', say('exhibits.fact.placeWords'), { most: 120 })}
        {degrees('lat', say('exhibits.fact.lat'), 90)}
        {degrees('lon', say('exhibits.fact.lon'), 180)}
        {text('site', say('exhibits.fact.site'), { most: 80 })}
        {text('operator', say('exhibits.fact.operator'), { most: 80 })}
        {text('region', say('exhibits.fact.region'), { most: 80 })}
        <fieldset className="marks-captured">
          <legend className="small">{say('exhibits.fact.marks')}</legend>
          {(['known', ...entryMarks] as const).map((each) => (
            <label key={each} className="check">
              <input type="checkbox" name={`mark.${each}`} defaultChecked={first[`mark.${each}`] === 'on'} />{' '}
              {say(`exhibits.mark.${each}`)}
            </label>
          ))}
        </fieldset>
        {edits === undefined ? (
          <>
            {moment('receivedAt', say('exhibits.fact.receivedAt'))}
            {text('receivedBy', say('exhibits.fact.receivedBy'), { most: 80 })}
            <label className="check">
              <input type="checkbox" name="triaged" defaultChecked={first['triaged'] === 'on'} />{' '}
              {say('exhibits.triagedAlready')}
            </label>
          </>
        ) : null}
      </div>
      {send.error === null ? null : <Failed error={send.error} />}
      <p className="buttons">
        <button type="submit" className="button first" disabled={send.isPending}>
          {say(edits === undefined ? 'exhibits.enrol' : 'exhibits.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('exhibits.cancel')}
        </button>
      </p>
    </form>
  );
}

function valuesIn(form: HTMLFormElement): Values {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

const textOf = (value: string | undefined): string | null => value?.trim() || null;
const numberOf = (value: string | undefined): number | null =>
  value !== undefined && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null;
/** Both or neither: the form asks for the other where one is there. */
const pointOf = ({ lat = '', lon = '' }: Values): { lon: number; lat: number } | null =>
  lat.trim() === '' || lon.trim() === '' ? null : { lon: Number(lon), lat: Number(lat) };
/** None is known only where somebody says so. */
const marksOf = (values: Values): EntryMark[] | null => {
  const marks = entryMarks.filter((each) => values[`mark.${each}`] === 'on');
  return marks.length > 0 || values['mark.known'] === 'on' ? marks : null;
};
const instantOf = (value: string | undefined): string | null => {
  const moment = new Date(value ?? '');
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
};

/** A moment as the clock of this computer shows it, as a field for one takes it. */
const localOf = (instant: string): string => {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

function factsOf(values: Values, before: ExhibitPage | null): ExhibitFactsWritten {
  const collected = instantOf(values['collectedAt']);
  // A field for a moment knows no seconds: what was not changed stays to the second.
  const isSame =
    before !== null && before.collectedAt !== null && values['collectedAt'] === localOf(before.collectedAt);
  return {
    item: values['item'] ?? '',
    labItem: textOf(values['labItem']),
    ibis: textOf(values['ibis']),
    case: textOf(values['case']),
    kind: exhibitKinds.find((each) => each === values['kind']) ?? 'CASING',
    origin: exhibitOrigins.find((each) => each === values['origin']) ?? 'SCENE',
    calibre: textOf(values['calibre']),
    calibreSource: (['EXAMINED', 'NOTED'] as const).find((each) => each === values['calibreSource']) ?? null,
    finish: textOf(values['finish']),
    headstamp: textOf(values['headstamp']),
    marker: textOf(values['marker']),
    pieces: numberOf(values['pieces']),
    collectedAt: isSame ? before.collectedAt : collected,
    collectedBy: textOf(values['collectedBy']),
    aperture: apertureShapes.find((each) => each === values['aperture']) ?? null,
    breechFace: breechFaceTypes.find((each) => each === values['breechFace']) ?? null,
    point: pointOf(values),
    place: textOf(values['place']),
    site: textOf(values['site']),
    operator: textOf(values['operator']),
    region: textOf(values['region']),
    marks: marksOf(values),
    recovery: numberOf(values['recovery']),
    testFire: numberOf(values['testFire']),
  };
}

function valuesOf(page: ExhibitPage): Values {
  const shown: Readonly<Record<string, string | number | null>> = {
    item: page.item,
    labItem: page.labItem,
    ibis: page.ibis,
    case: page.case,
    kind: page.kind,
    origin: page.origin,
    calibre: page.calibreWritten ?? page.calibre,
    calibreSource: page.calibreSource,
    finish: page.finish,
    headstamp: page.headstamp,
    marker: page.marker,
    pieces: page.pieces,
    collectedAt: page.collectedAt === null ? null : localOf(page.collectedAt),
    collectedBy: page.collectedBy,
    aperture: page.aperture,
    breechFace: page.breechFace,
    place: page.place,
    lat: page.point?.lat ?? null,
    lon: page.point?.lon ?? null,
    site: page.site,
    operator: page.operator,
    region: page.region,
    'mark.known': page.marks === null || page.marks.length > 0 ? null : 'on',
    ...Object.fromEntries((page.marks ?? []).map((each) => [`mark.${each}`, 'on'])),
    recovery: page.recovery,
    testFire: page.testFire?.id ?? null,
  };
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, value === null ? '' : String(value)]));
}
