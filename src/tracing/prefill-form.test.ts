import { expect, test } from 'vitest';
import { tracingSettingsDefault } from '../model/tracing-settings.ts';
import { prefillForm, type RecordedRecovery } from './prefill-form.ts';

const recovery: RecordedRecovery = {
  record: 7,
  source: 1,
  key: 'P1',
  propertyNumber: 'P1',
  traceNumber: null,
  recoveredOn: '2026-05-06',
  caseNumber: null,
  street: '7 QUAY LN',
  city: 'HARBOR CITY',
  state: 'MD',
  zip: '21202',
  plate: null,
  plateState: null,
  vin: null,
  firearm: {
    record: 7,
    serial: 'NO SERIAL',
    obliterated: null,
    make: 'UNK',
    makeCode: null,
    model: 'UNKNOWN',
    calibre: '9MM',
    type: 'P',
    importer: 'N/A',
    country: null,
  },
  otherwise: [],
  possessor: null,
  associate: null,
  classification: null,
};

test('what a clerk wrote where nothing was known is no item of the request; of the serial number it says that there is none', () => {
  const { form, prefilled } = prefillForm(recovery, {
    today: '2026-05-07',
    ori: null,
    settings: tracingSettingsDefault,
  });
  expect(form).toMatchObject({ serial_number: 'NO SERIAL', calibre: '9MM', firearm_type: 'P' });
  for (const key of ['manufacturer', 'model', 'importer']) {
    expect(form).not.toHaveProperty(key);
    expect(prefilled).not.toHaveProperty(key);
  }
});
