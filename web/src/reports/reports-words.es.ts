import type { reportsEn } from './reports-words.en.ts';

/** The same in Spanish. */
export const reportsEs: { readonly [Key in keyof typeof reportsEn]: string } = {
  'place.reports': 'Informes',
  'reports.title': 'Informes',
  'reports.help':
    'Armas de fuego recuperadas en un año y rastreadas: como las publica la ATF por estado, y en las siete secciones de su informe nacional.',
  'reports.none': 'Ninguna arma rastreada tiene año todavía',
  'reports.noneHelp':
    'Importe resultados de rastreo y recuperaciones: hay un informe por cada año con un arma rastreada.',
  'reports.toImports': 'A importaciones',
  'reports.years': 'Años',
  'reports.year': 'Año',
  'reports.firearms': 'Armas recuperadas y rastreadas',
  'reports.annual': 'Informe anual',
  'reports.national': 'Siete secciones',
  'reports.annualOf': 'Informe anual de {year}',
  'reports.nationalOf': 'Siete secciones, {year}',
  'reports.choose': 'Qué informe',
  'reports.audience': 'Para quién',
  'reports.internal': 'Dentro del organismo',
  'reports.outside': 'Para fuera',
  'reports.pdf': 'PDF',
  'reports.csv': 'CSV',
  'reports.take': 'Sacar como {format}',
  'reports.takeHelp':
    'La finalidad figura en la cabecera, con cómo puede manejarse, quién lo hizo y cuándo, y queda registrada.',
  'reports.notTaken': 'No se pudo hacer el archivo. Inténtelo de nuevo.',
  'reports.all': 'Los {n} como tabla',
  'reports.back': 'Todos los años',
  'reports.how': 'Cómo leerlo',
  'reports.handling': 'Manejo: CITY-RMS, FTS-TIAHRT',
  'reports.published': 'Tabla de la ATF, {year}',
  'reports.sections': 'Secciones',
};
