import { firearmEs } from '../firearm/firearm-words.es.ts';
import { linksEs } from '../links/links-words.es.ts';
import { factsEs } from './fact-words.es.ts';
import { listsEs } from './list-words.es.ts';
import { reportsEs } from '../reports/reports-words.es.ts';
import { recordEs } from '../record/record-words.es.ts';
import { liveEs } from '../live/live-words.es.ts';
import { dealingsEs } from '../trafficking/dealings-words.es.ts';
import { flowsEs } from '../trafficking/flows-words.es.ts';
import { traffickingEs } from '../trafficking/trafficking-words.es.ts';
import { entityEs } from '../entity/entity-words.es.ts';
import { restorationEs } from '../firearm/restoration-words.es.ts';
import { identityEs } from '../identity/identity-words.es.ts';
import { fieldNamesEs } from '../imports/field-names.es.ts';
import { boardEs } from '../links/board-words.es.ts';
import { waysEs } from '../links/ways-words.es.ts';
import { cityEs } from '../city/city-words.es.ts';
import { importsEs } from '../imports/imports-words.es.ts';
import { ballisticsEs } from '../ballistics/ballistics-words.es.ts';
import { exhibitsEs } from '../exhibits/exhibits-words.es.ts';
import { gunshotsEs } from '../gunshots/gunshots-words.es.ts';
import { leadsEs } from '../leads/leads-words.es.ts';
import { sentencesEs } from './server-sentences.es.ts';
import { nibinEs } from '../nibin/nibin-words.es.ts';
import { tracingEs } from '../tracing/tracing-words.es.ts';
import { nibrsEs } from './nibrs-words.es.ts';
import { problemsEs } from './problem-words.es.ts';
import { valuesEs } from './value-words.es.ts';
import type { Messages } from './words.tsx';

/** Every text of the portal in Spanish, with the keys of the English. */
export const es: Messages = {
  ...firearmEs,
  ...linksEs,
  ...factsEs,
  ...listsEs,
  ...boardEs,
  ...waysEs,
  ...cityEs,
  ...entityEs,
  ...restorationEs,
  ...traffickingEs,
  ...dealingsEs,
  ...flowsEs,
  ...fieldNamesEs,
  ...identityEs,
  ...importsEs,
  ...ballisticsEs,
  ...exhibitsEs,
  ...gunshotsEs,
  ...leadsEs,
  ...sentencesEs,
  ...liveEs,
  ...recordEs,
  ...reportsEs,
  ...nibrsEs,
  ...problemsEs,
  ...nibinEs,
  ...tracingEs,
  ...valuesEs,
  'app.name': 'Flashlight',
  'app.skip': 'Ir a la página',
  'app.places': 'Lugares del portal',
  'app.evidence': 'Evidencia',
  'app.closeEvidence': 'Cerrar el panel de evidencia',
  'app.openEvidence': 'Evidencia',
  'app.selected': 'Seleccionado: {what}',

  'place.live': 'En vivo',
  'place.firearms': 'Armas',
  'place.links': 'Vínculos',
  'place.imports': 'Cargas',

  'session.signedInAs': 'Sesión de {actor}',
  'session.menu': 'Cuenta y ajustes',
  'session.signOut': 'Cerrar sesión',
  'session.language': 'Idioma',
  'session.theme': 'Apariencia',
  'session.theme.system': 'Sistema',
  'session.theme.light': 'Claro',
  'session.theme.dark': 'Oscuro',
  'session.excerpt': 'Extracto',
  'session.excerptOf': 'Un extracto: sin los registros marcados {tags}, como si no los hubiera',
  'session.agency': 'Agencia',
  'session.zone': 'Las horas se muestran en la zona de la agencia: {zone}',
  'session.role.detective': 'Detective',
  'session.role.analyst': 'Analista de armas de fuego',
  'session.role.supervisor': 'Supervisor',
  'session.role.administrator': 'Administrador',

  'signIn.title': 'Iniciar sesión',
  'signIn.withLink': 'Iniciando la sesión…',
  'signIn.why': 'Flashlight no usa contraseñas. Se entra con un enlace hecho para usted.',
  'signIn.once':
    'Un enlace sirve una sola vez, para la persona y la función para las que se hizo. Después este navegador mantiene la sesión hasta que la cierre, o 30 minutos sin actividad.',
  'signIn.how': 'Dónde obtener un enlace',
  'signIn.howServer': 'Quien puso en marcha el servidor ve allí un enlace para cada función.',
  'signIn.howAdmin': 'Si no, pida uno nuevo a la administración de su agencia.',
  'signIn.failed': 'Este enlace ya no sirve',
  'signIn.failedHelp':
    'Ya se usó, o venció. Nada se ha perdido: pida un enlace nuevo y volverá a la página en que estaba.',
  'signIn.tooMany': 'Demasiados enlaces fallaron desde aquí',
  'signIn.tooManyHelp':
    'Este enlace no sirve, ni sirvieron los que se probaron antes. Pida uno nuevo: un enlace válido funciona al momento. Si vuelve a probar este, se le responderá dentro de un cuarto de hora.',
  'signIn.locked': 'Bloqueado tras 30 minutos sin actividad',
  'signIn.lockedHelp':
    'Lo que tenía abierto está oculto y la sesión terminó. Inicie sesión de nuevo y volverá a la misma página.',
  'signIn.signedOut': 'La sesión está cerrada',

  'notice.newRows': { one: '{n} fila nueva desde que abrió esto', other: '{n} filas nuevas desde que abrió esto' },
  'notice.newData': 'Hay algo nuevo desde que abrió esto',
  'notice.show': 'Mostrar',
  'notice.dismiss': 'Descartar',
  'notice.offline': 'Sin conexión con el servidor. Lo que ve era cierto cuando se cargó.',

  'error.title': 'No se pudo mostrar',
  'error.network': 'El servidor no respondió',
  'error.networkDetail': 'La conexión con el servidor se cortó, o el servidor no está en marcha.',
  'error.safe': 'Nada ha cambiado. Lo que hay en el almacén está a salvo.',
  'error.retry': 'Intentar de nuevo',
  'error.code': 'Código {code}',
  'error.notFound': 'No existe esa página',
  'error.notFoundHelp':
    'Puede que la dirección esté mal escrita, o que lo nombrado se haya unido a otro. Búsquelo por número de serie, nombre, dirección, licencia o número de caso.',
  'error.invalidHelp': 'El servidor no acepta lo que se pidió. Compruebe la dirección o lo que se escribió.',
  'error.bug': 'El portal cometió un error',
  'error.bugHelp':
    'Vuelva a cargar la página. Si ocurre otra vez, diga a la administración qué hizo y las palabras de abajo.',
  'error.reload': 'Cargar de nuevo',
  loading: 'Cargando',

  'live.title': 'En vivo',
  'live.holds': 'Lo que hay en el almacén',
  'live.newest': 'Suceso más reciente: {day}',
  'live.events': 'Sucesos más recientes',
  'live.runs': 'Cargas más recientes',
  'live.none': 'Todavía no se ha cargado nada',
  'live.noneHelp':
    'Aquí aparecen los tiroteos, alertas, recuperaciones, rastreos y pistas más recientes en cuanto se cargue el primer archivo.',
  'live.toImports': 'A las cargas',

  'imports.title': 'Cargas',
  'imports.none': 'Todavía no se ha cargado nada',
  'imports.noneHelp':
    'Cada archivo cargado aparece aquí con lo leído, aceptado y rechazado. En el servidor: flashlight import --all CARPETA',
  'imports.file': 'Archivo',
  'imports.feed': 'Fuente',
  'imports.state': 'Estado',
  'imports.read': 'Filas leídas',
  'imports.accepted': 'Aceptadas',
  'imports.rejected': 'Rechazadas',
  'imports.duplicates': 'Duplicadas',
  'imports.started': 'Inicio',
  'imports.by': 'Por',
  'imports.more': 'Se muestran las {n} cargas más recientes.',
  'imports.state.RUNNING': 'En curso',
  'imports.state.COMPLETE': 'Completa',
  'imports.state.FAILED': 'Fallida',
  'imports.state.INTERRUPTED': 'Interrumpida',

  'record.title': 'Fila de origen',
  'record.cells': 'Como se recibió',
  'record.column': 'Columna',
  'record.field': 'Leída como',
  'record.value': 'Valor',
  'record.notRead': 'guardada, no leída',
  'record.read': 'Lo que se leyó de ella',
  'record.entities': 'De qué habla',
  'record.versions': 'Versiones',
  'record.hash': 'SHA-256 del contenido',
  'record.key': 'Clave del registro',
  'record.handling': 'Manejo',
  'record.warnings': 'Raro pero guardado',
  'record.file': 'Archivo',
  'record.line': 'Fila',
  'record.feed': 'Fuente',
  'record.receivedAt': 'Recibida',

  'entity.facts': 'Lo que dicen las fuentes',
  'entity.relations': 'Vínculos',
  'entity.events': 'Sucesos',
  'entity.observations': 'Observaciones, una por cada fila de origen',
  'entity.shownOf': '{shown} de {total} mostrados',
  'entity.none': 'No hay nada registrado',
  'entity.merged': 'Se unió con otro',
  'entity.seenOnce': 'Visto el {day}',
  'entity.seen': 'Visto del {from} al {to}',
  'entity.joined': 'Por qué pertenece aquí',
  'entity.role': 'Papel',

  'session.role.gunshot-desk': 'Mesa de disparos',
  'session.role.prevention-director': 'Dirección de prevención de la violencia',
  'session.role.commission': 'Comisión de supervisión',
  'shell.refused': 'Esta página no es parte de su función',
  'shell.refusedHelp':
    'La función de esta sesión, {role}, no la incluye, y no se pidió nada de ella. Lo que incluye está en la barra de lugares.',
  'shell.noPlace': 'Todavía no hay nada aquí para su función',
  'shell.noPlaceHelp':
    'Su función no incluye las páginas que hay hasta ahora. Lo que se le conceda aparecerá en la barra.',
};
